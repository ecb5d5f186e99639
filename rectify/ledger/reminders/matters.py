"""What there is to remind a person of: one function a kind of matter, each within what the person may see and do.

Nothing of what people wrote at the desk (reasons, notes, a reader's words) is part of a matter: mail travels through
others' machines. It says what and when, and where at the desk to read on.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from rectify.ledger import scopes
from rectify.ledger.addresses import absolute
from rectify.ledger.choices import WITH_UNIT, Action, Role, Stage
from rectify.ledger.dates import in_chinese
from rectify.ledger.models import Doubt, Handling, Letter, Post, Problem, Proposal, ReaderNote, Step
from rectify.ledger.models.items import beginning
from rectify.ledger.queues import SOON, VERY_SOON
from rectify.ledger.rights import Right, User, has, items_of, roles_of

#: Days before a deadline on which it is told of, each once.
DAYS_BEFORE = (VERY_SOON, SOON)
#: A decision is told of while it is news; a person who begins today is not told of last year's.
DAYS_OF_NEWS = 30
_BACK = {Action.SEND_BACK: "已退回", Action.REOPEN: "重新整改", Action.RECHECK_RELAPSED: "复查发现反弹"}
_DECIDED = {Action.GRANT_EXTENSION: "同意延期", Action.REFUSE_EXTENSION: "不同意延期"}


@dataclass(frozen=True)
class Matter:
    """One line of a digest. ``key`` says what it is about and which deadline or step, and must never change."""

    key: str
    text: str
    link: str


@dataclass(frozen=True)
class Section:
    """Matters of one kind; ``short`` is how the subject line counts them."""

    heading: str
    short: str
    matters: list[Matter]


def sections_for(user: User, today: date) -> list[Section]:
    """All that a person has to be reminded of, the most pressing first, what they were told of before included."""
    return [section for find in _FINDERS for section in find(user, today) if section.matters]


def _time_limits(user: User, today: date) -> Iterable[Section]:
    own = _handlings(user, Right.REPORT).filter(stage__in=WITH_UNIT)
    overdue = own.filter(deadline__lt=today).order_by("deadline", "problem")
    yield Section("已经逾期", "逾期", [_of_deadline("overdue", item, today) for item in overdue])
    earlier = today
    for days in DAYS_BEFORE:
        last = today + timedelta(days=days)
        due = own.filter(deadline__gte=earlier, deadline__lte=last).order_by("deadline", "problem")
        matters = [_of_deadline(f"due-{days}", item, today) for item in due]
        yield Section(f"{days}日内到期", f"{days}日内到期", matters)
        earlier = last + timedelta(days=1)


def _sent_back(user: User, today: date) -> Iterable[Section]:
    back = _with_step(_handlings(user, Right.REPORT).filter(stage__in=WITH_UNIT), _BACK)
    matters = [
        _of_item("back", item, f"{_BACK[Action(item.step_action)]}，请继续整改")
        for item in back.filter(step__isnull=False)
    ]
    yield Section("退回和重新整改", "退回", matters)


def _decisions(user: User, today: date) -> Iterable[Section]:
    since = today - timedelta(days=DAYS_OF_NEWS)
    steps = (
        Step.objects.filter(
            problem__in=_items(user, Right.REPORT), action__in=_DECIDED, at__date__gte=since, undone_by=None
        )
        .select_related("problem__inspection__unit")
        .order_by("at", "id")
    )
    matters = []
    for step in steps:
        until = f"，新时限{in_chinese(step.new_deadline)}" if step.action == Action.GRANT_EXTENSION else ""
        matters.append(
            Matter(f"step/{step.pk}", f"{_named(step.problem)}：{_DECIDED[step.action]}{until}", _link(step))
        )
    yield Section("延期申请的答复", "延期答复", matters)


def _reviews(user: User, today: date) -> Iterable[Section]:
    """Submitted items wait for the unit's supervisor; where it has none, for the office."""
    waiting = _handlings(user, Right.CHECK).filter(stage=Stage.SUBMITTED)
    if Role.OFFICE in roles_of(user):
        waiting = waiting.exclude(_has_supervisor(today))
    yield Section("等待审核", "待审核", [_of_item("review", item) for item in _with_step(waiting, [Action.SUBMIT])])


def _sign_offs(user: User, today: date) -> Iterable[Section]:
    waiting = _handlings(user, Right.SIGN_OFF).filter(stage=Stage.CHECKED)
    yield Section("等待销号", "待销号", [_of_item("sign-off", item) for item in _with_step(waiting, [Action.CHECK])])


def _extensions(user: User, today: date) -> Iterable[Section]:
    asked = _handlings(user, Right.EXTEND).filter(extension_asked__isnull=False)
    matters = [
        _of_item("extension", item, f"申请延期至{in_chinese(item.extension_asked)}")
        for item in _with_step(asked, [Action.ASK_EXTENSION])
    ]
    yield Section("延期申请", "延期申请", matters)


def _rechecks(user: User, today: date) -> Iterable[Section]:
    due = _handlings(user, Right.SIGN_OFF).filter(stage=Stage.WATCHED, look_again_on__lte=today)
    matters = [
        Matter(
            f"recheck/{item.problem_id}/{item.look_again_on.isoformat()}",
            f"{_named(item.problem)}：复查日期{in_chinese(item.look_again_on)}",
            _link(item),
        )
        for item in due.order_by("look_again_on", "problem")
    ]
    yield Section("整改“回头看”", "复查", matters)


def _drafts(user: User, today: date) -> Iterable[Section]:
    if has(user, Right.SUPERVISE):
        drafts = scopes.rows_of(Letter, user, "change").filter(sent_at=None, withdrawn_at=None).exclude(key="")
        matters = [
            Matter(f"letter/{letter.pk}", letter.subject, _page("letter_change", letter.pk))
            for letter in drafts.order_by("id")
        ]
        yield Section("等待核发的督办文书", "文书待发", matters)


def _publications(user: User, today: date) -> Iterable[Section]:
    waiting = scopes.rows_of(Proposal, user, "change").filter(decision=Proposal.Decision.WAITING)
    rows = waiting.select_related("problem__inspection__unit", "evaluation__inspection__unit").order_by("id")
    matters = []
    for proposal in rows:
        about = _named(proposal.problem) if proposal.problem else proposal.evaluation.inspection.unit.name
        text = f"{about}：{proposal.get_kind_display()}"
        matters.append(Matter(f"proposal/{proposal.pk}", text, _page("proposal_change", proposal.pk)))
    yield Section("等待公开审批", "待审批", matters)


def _doubts(user: User, today: date) -> Iterable[Section]:
    if has(user, Right.EDIT):
        open_ = scopes.rows_of(Doubt, user, "change").filter(settled_at=None)
        rows = open_.select_related("inspection__unit", "problem__inspection__unit").order_by("id")
        matters = [
            Matter(
                f"doubt/{doubt.pk}",
                f"{_of_doubt(doubt)}：{beginning(doubt.reason, 60)}",
                _page("doubt_change", doubt.pk),
            )
            for doubt in rows
        ]
        yield Section("待核事项", "待核", matters)


def _notes(user: User, today: date) -> Iterable[Section]:
    rows = scopes.rows_of(ReaderNote, user, "change").filter(outcome=ReaderNote.Outcome.OPEN)
    matters = []
    for note in rows.select_related("problem__inspection__unit", "unit").order_by("id"):
        about = _named(note.problem) if note.problem else (note.unit.name if note.unit else "未指明单位")
        text = f"{about}：{note.get_kind_display()}"
        matters.append(Matter(f"note/{note.pk}", text, _page("readernote_change", note.pk)))
    yield Section("读者反映", "读者反映", matters)


_FINDERS: tuple[Callable[[User, date], Iterable[Section]], ...] = (
    _time_limits, _sent_back, _decisions, _reviews, _sign_offs, _extensions, _rechecks, _drafts, _publications, _doubts,
    _notes,
)  # fmt: skip


def _items(user: User, right: Right) -> QuerySet[Problem]:
    return items_of(user, right).filter(withdrawn_at=None, inspection__followed=True)


def _handlings(user: User, right: Right) -> QuerySet[Handling]:
    return Handling.objects.filter(problem__in=_items(user, right)).select_related("problem__inspection__unit")


def _with_step(handlings: QuerySet[Handling], actions: Iterable[Action]) -> QuerySet[Handling]:
    """Each with ``step``, the newest step of these kinds that still stands (None where there is none)."""
    steps = Step.objects.filter(problem=OuterRef("problem"), action__in=list(actions), undone_by=None)
    newest = steps.order_by("-at", "-id")
    return handlings.annotate(
        step=Subquery(newest.values("pk")[:1]), step_action=Subquery(newest.values("action")[:1])
    ).order_by(Coalesce("step", 0), "problem")


def _has_supervisor(today: date) -> Exists:
    posts = Post.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=today), Q(area="") | Q(area=OuterRef("problem__area")),
        role=Role.SUPERVISOR, unit=OuterRef("problem__inspection__unit"), user__is_active=True,
    )  # fmt: skip
    return Exists(posts)


def _of_deadline(what: str, item: Handling, today: date) -> Matter:
    days = (item.deadline - today).days
    left = f"已逾期{-days}天" if days < 0 else ("今天到期" if days == 0 else f"还有{days}天")
    key = f"{what}/{item.problem_id}/{item.deadline.isoformat()}"
    return Matter(key, f"{_named(item.problem)}：时限{in_chinese(item.deadline)}，{left}", _link(item))


def _of_item(what: str, item: Handling, words: str = "") -> Matter:
    """A matter that began with a step; what is told of it holds until the next such step."""
    return Matter(
        f"{what}/{item.problem_id}/{item.step or 0}",
        _named(item.problem) + (f"：{words}" if words else ""),
        _link(item),
    )


def _named(problem: Problem) -> str:
    return f"{problem.inspection.unit.name}第{problem.number}项 {problem.name}"


def _of_doubt(doubt: Doubt) -> str:
    if doubt.problem:
        return _named(doubt.problem)
    return doubt.inspection.unit.name if doubt.inspection else "未归入单位的原文"


def _link(about: Handling | Step) -> str:
    return _page("problem_change", about.problem_id)


def _page(name: str, pk: int) -> str:
    return absolute(reverse(f"admin:ledger_{name}", args=[pk]))
