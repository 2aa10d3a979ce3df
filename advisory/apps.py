from django.apps import AppConfig


class AdvisoryConfig(AppConfig):
    name = "advisory"

    def ready(self) -> None:
        from advisory import calling, parts, telling, wishtelling

        parts.add()
        telling.register()
        wishtelling.register()
        calling.register()
