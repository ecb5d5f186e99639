"""整改督办工作台: the office's desk."""

from . import evidence, inspections, items, notes, people, reports, words

__all__ = ["evidence", "inspections", "items", "notes", "people", "reports", "words"]
