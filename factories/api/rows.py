"""What the views of this floor's API share beside `accounts.api`."""

from typing import Any, ClassVar

from accounts.api import Readable


class Rows(Readable):
    """Rows whose serializers judge by the domain moment of the request (`at`)."""

    filters: ClassVar[tuple[str, ...]] = ("factory", "buyer")

    def get_serializer_context(self) -> dict[str, Any]:
        asked = getattr(self.request, "_request", None)
        return {**super().get_serializer_context(), "at": getattr(asked, "at", None)}
