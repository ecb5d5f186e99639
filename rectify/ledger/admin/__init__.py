"""整改督办工作台: the office's desk."""

from . import evidence, inspections, items, letters, notes, people, reports, uploads, words

__all__ = ["evidence", "inspections", "items", "letters", "notes", "people", "reports", "uploads", "words"]
