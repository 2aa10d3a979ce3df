from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "planning"

    def ready(self) -> None:
        from factories.models import Family
        from factories.outbox import register
        from planning import parts, words, zone
        from planning.handover.acts import PASSED, RECEIVED
        from programmes.country import counts_by_zone

        parts.add()
        counts_by_zone(zone.anything_due)
        words.register()
        for kind in (RECEIVED, PASSED):
            register(kind, family=Family.PLACES)
