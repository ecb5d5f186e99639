from .desk import Evaluation, Evidence, Handling, Proposal, Step
from .inspections import Inspection, Round, Unit
from .items import Measure, Problem, Responsibility, Topic
from .letters import CalendarAddress, Escalation, Letter, Reminded
from .notes import ReaderNote
from .people import Post
from .register import RegisterRow
from .reports import Claim, Document, Doubt, Finding, Milestone, Report, Result, Section
from .uploads import ReadingCorrection, Upload, UploadedDocument
from .words import Change, ProblemCount, StatusStatement

__all__ = [
    "CalendarAddress",
    "Change",
    "Claim",
    "Document",
    "Doubt",
    "Escalation",
    "Evaluation",
    "Evidence",
    "Finding",
    "Handling",
    "Inspection",
    "Letter",
    "Measure",
    "Milestone",
    "Post",
    "Problem",
    "ProblemCount",
    "Proposal",
    "ReaderNote",
    "ReadingCorrection",
    "RegisterRow",
    "Reminded",
    "Report",
    "Responsibility",
    "Result",
    "Round",
    "Section",
    "StatusStatement",
    "Step",
    "Topic",
    "Unit",
    "Upload",
    "UploadedDocument",
]
