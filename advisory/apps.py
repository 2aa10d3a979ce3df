from django.apps import AppConfig


class AdvisoryConfig(AppConfig):
    name = "advisory"

    def ready(self) -> None:
        from advisory import parts, telling
        from advisory.buyers import telling as of_buyers
        from advisory.drains import handing
        from advisory.integrity import calling

        parts.add()
        telling.register()
        of_buyers.register()
        calling.register()
        handing.register()
