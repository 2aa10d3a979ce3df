from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "planning"

    def ready(self) -> None:
        from planning import parts, words, zone
        from programmes.country import counts_by_zone

        parts.add()
        counts_by_zone(zone.anything_due)
        words.register()
