"""The three ways in which an action says no, each with a sentence that a person can read."""


class Refused(Exception):
    """An action did not happen; `str(error)` says why and what to do. Nothing was written."""


class NotAllowed(Refused):
    """This person may not do this; the sentence says who may."""


class WrongState(Refused):
    """The row is not, or no longer, in a state in which this can happen."""


class Invalid(Refused):
    """What was given cannot be taken. `field` names the form field it belongs to, if one does."""

    def __init__(self, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field
