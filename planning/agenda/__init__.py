"""What is to be done and when: of a person, and of a factory; composed from the rows that will be fulfilled.

Nothing is stored here. Every list goes through `visible_to`, so that what a person may not know has no
line, no count and no gap; each line says why it stands on its day, by its row's own rule.
"""

from planning.agenda.entries import Day, Entry, by_day
from planning.agenda.factory import of_factory
from planning.agenda.person import has_one, of_person, to_approve

__all__ = ["Day", "Entry", "by_day", "has_one", "of_factory", "of_person", "to_approve"]
