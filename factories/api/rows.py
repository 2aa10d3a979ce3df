"""What the views of this floor's API share beside `accounts.api`."""

from typing import Any

from accounts.api import Readable


class Rows(Readable):
    """Rows whose serializers judge by the domain moment of the request (`at`)."""

    filters = ("factory", "buyer")

    def get_serializer_context(self) -> dict[str, Any]:
        asked = getattr(self.request, "_request", None)
        return {**super().get_serializer_context(), "at": getattr(asked, "at", None)}
