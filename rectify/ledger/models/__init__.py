from .inspections import Inspection, Round, Unit
from .items import Measure, Problem, Responsibility, Topic
from .notes import ReaderNote
from .register import RegisterRow
from .reports import Claim, Document, Doubt, Finding, Milestone, Report, Result, Section
from .words import Change, ProblemCount, StatusStatement

__all__ = [
    "Change",
    "Claim",
    "Document",
    "Doubt",
    "Finding",
    "Inspection",
    "Measure",
    "Milestone",
    "Problem",
    "ProblemCount",
    "ReaderNote",
    "RegisterRow",
    "Report",
    "Responsibility",
    "Result",
    "Round",
    "Section",
    "StatusStatement",
    "Topic",
    "Unit",
]
