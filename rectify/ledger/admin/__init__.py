"""整改督办工作台: the office's desk."""

from . import inspections, items, notes, people, reports, words

__all__ = ["inspections", "items", "notes", "people", "reports", "words"]
