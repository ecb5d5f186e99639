"""When each step that follows a feedback was due, by the rule in force on its day."""

from rectify.ledger.choices import Level
from rectify.ledger.models import Inspection
from rectify.reading.requirements import Due, due_dates


def due_after(inspection: Inspection) -> dict[str, Due]:
    """The due dates by step, such as ``publication``; empty where the feedback is not known to the day, or no cited
    rule gives a figure. Needs ``inspection.round``."""
    if not inspection.feedback or inspection.feedback.precision != "day":
        return {}
    is_inspection = inspection.round.level in (Level.CENTRAL, Level.PROVINCIAL)
    return due_dates("巡视" if is_inspection else "巡察", inspection.feedback.first_day)
