"""整改督办工作台: the office's desk."""

from . import (
    calendars,
    evaluations,
    evidence,
    inspections,
    items,
    letters,
    notes,
    people,
    proposals,
    reports,
    uploads,
    words,
)

__all__ = [
    "calendars",
    "evaluations",
    "evidence",
    "inspections",
    "items",
    "letters",
    "notes",
    "people",
    "proposals",
    "reports",
    "uploads",
    "words",
]
