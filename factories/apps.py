from django.apps import AppConfig


class FactoriesConfig(AppConfig):
    name = "factories"

    def ready(self) -> None:
        from factories import parts

        parts.add()
