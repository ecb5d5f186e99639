"""Two units whose every word says whose it is, and somebody in every part at the desk.

All that is written about the other unit has 白沙 or baisha in it, public or not: nobody who is there for 青石县 alone may
meet it at the desk. All that is not public, of either unit, has 内情 or neiqing in it. Item 甲 of one's own unit is
about another area than item 乙.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.apps import apps
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.db.models import Model
from django.utils import timezone

from rectify.ledger import people, search, status
from rectify.ledger.choices import Action, Area, Role, Speaker, Stage
from rectify.ledger.dates import PartialDate
from rectify.ledger.models import (
    CalendarAddress,
    Change,
    Claim,
    Document,
    Doubt,
    Evaluation,
    Evidence,
    Finding,
    Handling,
    Inspection,
    Letter,
    Measure,
    Milestone,
    Post,
    Problem,
    Proposal,
    ReaderNote,
    Report,
    Responsibility,
    Result,
    Round,
    Section,
    StatusStatement,
    Step,
    Topic,
    Unit,
    Upload,
    UploadedDocument,
)

OTHERS = ("白沙", "baisha")
PRIVATE = ("内情", "neiqing")
FIRST_ITEM = ("甲事项",)
#: A deadline that was granted at the desk and that nobody published.
PRIVATE_DATE = date(2031, 7, 19)
PASSWORD = "correct horse battery"


@dataclass
class Side:
    """One unit's inspection with its two items."""

    inspection: Inspection
    first: Problem  # 甲, about Area.POLICY
    second: Problem  # 乙, about Area.ORGANIZATION
    withheld: Problem


@dataclass
class World:
    own: Side
    other: Side
    people: dict[str, User] = field(default_factory=dict)
    #: Of each table, the numbers of the rows that are the other unit's.
    others: dict[type[Model], set] = field(default_factory=dict)

    def a_row(self, model: type[Model], whose: str) -> Model | None:
        """A row of this table: the other unit's, or one's own, about item 甲 (``first``) or item 乙 (``own``)."""
        if model not in self.others:
            return None
        rows = model._default_manager.order_by("pk")
        if whose == "other":
            return rows.filter(pk__in=self.others[model]).first()
        own = rows.exclude(pk__in=self.others[model])
        if model in (Problem, Section):
            return own.get(number=self._item(whose).number)
        if any(field.name == "problem" for field in model._meta.fields):
            own = own.filter(problem=self._item(whose))
        return own.first()

    def _item(self, whose: str) -> Problem:
        return self.own.first if whose == "first" else self.own.second


def a_world() -> World:
    """Made anew for each test that walks; a few dozen rows."""
    round_ = Round.objects.create(slug="r1", name="第一轮", level="provincial")
    Topic.objects.create(slug="study", name="学习")
    staff = User.objects.create_user("office-neiqing", "office-neiqing@example.org", PASSWORD, first_name="机关内情")
    Post.objects.create(user=staff, role=Role.OFFICE)
    before: dict[type[Model], set] = {}
    own = _side(round_, "青石县", "qingshi", staff)
    for model in _models():
        before[model] = set(model._default_manager.values_list("pk", flat=True))
    other = _side(round_, "白沙区", "baisha", staff)
    world = World(own, other)
    for model in _models():
        world.others[model] = set(model._default_manager.values_list("pk", flat=True)) - before[model]
    world.people = {"office": staff, **_people(own, other)}
    for person in world.people.values():
        people.bring_up_to_date(person)
    _end_a_post(world.people["former"])
    return world


def _models() -> list[type[Model]]:
    return [*apps.get_app_config("ledger").get_models(), User]


def _person(name: str, role: str | None = None, **post: object) -> User:
    person = User.objects.create_user(
        f"{name}-neiqing", f"{name}-neiqing@example.org", PASSWORD, first_name=f"{name}内情"
    )
    if role:
        Post.objects.create(user=person, role=role, **post)
    return person


def _people(own: Side, other: Side) -> dict[str, User]:
    unit, round_, team = own.inspection.unit, own.inspection.round, own.inspection.team
    return {
        "superuser": User.objects.create_superuser("super-neiqing", "", PASSWORD),
        "approver": _person("approver", Role.APPROVER),
        "team": _person("team", Role.TEAM, round=round_, team=team),
        "contact": _person("contact", Role.CONTACT, unit=unit),
        "supervisor": _person("supervisor", Role.SUPERVISOR, unit=unit),
        "area_supervisor": _person("area-supervisor", Role.SUPERVISOR, unit=unit, area=Area.ORGANIZATION),
        "former": _person("former", Role.CONTACT, unit=other.inspection.unit),
        "nobody": _person("nobody"),
    }


def _end_a_post(person: User) -> None:
    """Their session is still open, with all that it once gave."""
    person.posts.update(ended_on=timezone.localdate())


def _side(round_: Round, name: str, slug: str, staff: User) -> Side:
    short = name[:2]
    handler = User.objects.create_user(
        f"{slug}-neiqing", f"{slug}-neiqing@example.org", PASSWORD, first_name=f"{short}内情"
    )
    unit = Unit.objects.create(
        slug=slug, name=name, kind="county", short_name=f"{short}简称", aliases=[f"{short}别名"], place=f"{short}所在"
    )
    Post.objects.create(user=handler, role=Role.CONTACT, unit=unit)
    inspection = Inspection.objects.create(
        unit=unit,
        round=round_,
        team=f"{short}组",
        kind=f"{short}类型",
        followed=True,
        feedback=PartialDate("2025-01-10"),
    )
    document = Document.objects.create(
        digest=slug.ljust(64, "0"), name=f"{slug}.txt", title=f"{short}公示原文", text=f"{short}公示正文\n第二行",
        source_address=f"https://{slug}.example/report", roles=["", ""],
    )  # fmt: skip
    report = Report.objects.create(
        inspection=inspection, document=document, as_of=PartialDate("2025-06-30"), line=1, end_line=2,
        party_body=f"{short}署名", post=f"{short}地址", phone=[f"{short}电话"], email=[f"post@{slug}.example"],
    )  # fmt: skip
    notice = Report.objects.create(inspection=inspection, number=2, kind="feedback", party_body=f"{short}反馈署名")
    Finding.objects.create(report=notice, number=1, label=f"{short}反馈")
    Claim.objects.create(report=report, what="problems_total", value=3 if slug == "qingshi" else 4)
    Result.objects.create(report=report, kind=f"{short}制度", value=2, measure_word="项", text=f"{short}成果")
    Milestone.objects.create(
        inspection=inspection, event=f"{short}节点", done_on=PartialDate("2025-02-01"), report=report
    )
    items = [_item(inspection, report, number, short, slug, handler, staff) for number in (1, 2, 3)]
    inspection.next_number = 4
    inspection.save()
    _about_the_whole(inspection, document, short, slug, items, staff)
    return Side(inspection, *items)


def _item(
    inspection: Inspection, report: Report, number: int, short: str, slug: str, handler: User, staff: User
) -> Problem:
    word = {1: "甲事项", 2: "乙事项", 3: "丙内情"}[number]
    area = Area.ORGANIZATION if number == 2 else Area.POLICY
    said, secret = f"{short}公示{word}", f"{short}内情{word}"
    now = timezone.now()
    section = Section.objects.create(
        inspection=inspection,
        number=number,
        level=1,
        label=f"{said}方面" if number < 3 else f"{short}公示方面",
        area=area,
        position=number,
        report=report,
        line=1,
    )
    problem = Problem.objects.create(
        inspection=inspection, number=number, position=number, section=section, area=area, label=f"{said}标题",
        title=f"{said}原标题", report=report, line=1, withheld_at=now if number == 3 else None,
    )  # fmt: skip
    problem.topics.set(Topic.objects.all())
    measure = Measure.objects.create(
        problem=problem, inspection=inspection, number=1, label=f"{said}措施", report=report, line=1
    )
    search.index([problem])
    search.index([measure])
    Responsibility.objects.create(problem=problem, role="lead", body=f"{said}牵头")
    statement = StatusStatement(
        problem=problem, by=Speaker.REPORT, report=report, status="in_progress", as_of=report.as_of
    )
    word_of_office = StatusStatement(
        problem=problem,
        by=Speaker.OFFICE,
        status="phased",
        note=f"{said}认定",
        as_of=PartialDate("2025-07-01"),
        made_by=staff,
    )
    status.record([statement])
    status.record([word_of_office], reason=f"{said}缘由")
    Change.objects.create(
        problem=problem, field="office_label", new=f"{said}改题", by=Speaker.OFFICE, actor=staff, at=now
    )
    _desk(problem, measure, secret, slug, handler, staff, now)
    return Problem.objects.get(pk=problem.pk)


def _desk(
    problem: Problem, measure: Measure, secret: str, slug: str, handler: User, staff: User, now: datetime
) -> None:
    """What happened to the item at the desk, none of it public."""
    Handling.objects.update_or_create(
        problem=problem,
        defaults={"stage": Stage.SUBMITTED, "progress": "completed", "deadline": PRIVATE_DATE, "changed_at": now},
    )
    Step.objects.create(
        problem=problem, action=Action.REPORT, new_stage=Stage.WORKING, new_progress="completed", note=f"{secret}填报说明",
        actor=handler, role=Role.CONTACT, at=now,
    )  # fmt: skip
    Step.objects.create(
        problem=problem, action=Action.SUBMIT, old_stage=Stage.WORKING, new_stage=Stage.SUBMITTED, note=f"{secret}报审",
        new_deadline=PRIVATE_DATE, actor=handler, role=Role.CONTACT, at=now,
    )  # fmt: skip
    evidence = {"problem": problem, "added_by": handler, "added_at": now}
    Evidence.objects.create(
        kind="file", title=f"{secret}文件", file=ContentFile(f"{secret}内容".encode(), "a.txt"),
        file_name=f"{slug}-neiqing.txt", content_type="text/plain", size=30, digest="0" * 64, carries=[], **evidence,
    )  # fmt: skip
    link = Evidence.objects.create(
        kind="link", title=f"{secret}链接", link=f"https://{slug}-neiqing.example/", measure=measure, **evidence
    )
    Evidence.objects.create(kind="note", title=f"{secret}文字", text=f"{secret}文字内容", **evidence)
    Proposal.objects.create(
        kind="unit_word", problem=problem, by=Speaker.UNIT, status="completed", note=f"{secret}待公开", reason=f"{secret}理由",
        proposed_by=handler, proposed_at=now,
    )  # fmt: skip
    Proposal.objects.create(
        kind="evidence", problem=problem, evidence=link, reason=f"{secret}申请", proposed_by=handler, proposed_at=now
    )
    Doubt.objects.create(
        inspection=problem.inspection, problem=problem, kind="status", reason=f"{secret}存疑", key=secret, settlement=f"{secret}处理",
        settled_by=staff, settled_at=now,
    )  # fmt: skip


def _about_the_whole(
    inspection: Inspection, document: Document, short: str, slug: str, items: list[Problem], staff: User
) -> None:
    secret, now = f"{short}内情", timezone.now()
    for item in items:
        ReaderNote.objects.create(
            problem=item, unit=inspection.unit, kind="error", text=f"{secret}读者原话", contact=f"{secret}读者联系方式"
        )
    evaluation = Evaluation.objects.create(
        inspection=inspection, scheme=f"{secret}办法", grade=f"{secret}等次", score=91, evaluated_on=date(2025, 9, 1),
        note=f"{secret}评估意见", made_by=staff,
    )  # fmt: skip
    Proposal.objects.create(
        kind="evaluation", evaluation=evaluation, reason=f"{secret}评估公开", proposed_by=staff, proposed_at=now
    )
    for is_sent, named in ((True, items[:1]), (True, items[1:2]), (False, items)):
        letter = Letter.objects.create(
            kind="reminder", inspection=inspection, addressee=f"{secret}主送", subject=f"{secret}{named[0].label}督办",
            text=f"{secret}正文", answer=f"{secret}回复", made_by=staff, sent_at=now if is_sent else None,
        )  # fmt: skip
        letter.problems.set(named)
    Doubt.objects.create(
        inspection=None, document=document, kind="belonging", reason=f"{secret}无主", key=f"{secret}无主"
    )
    upload = Upload.objects.create(
        made_by=staff, expires_at=now + timedelta(days=1), source_address=f"https://{slug}-neiqing.example/", unit=inspection.unit,
        state=Upload.State.FAILED, message=f"{secret}未完成",
    )  # fmt: skip
    UploadedDocument.objects.create(upload=upload, position=1, name=f"{slug}-neiqing.txt", text=f"{secret}粘贴")
    CalendarAddress.objects.create(user=inspection.unit.posts.get().user, digest=slug.rjust(64, "f"), made_at=now)


#: Whose walks are nearly those of others: of a supervisor of every area, of a team, of one whose posts have ended.
LIKE_OTHERS = ("superuser", "supervisor", "team", "approver", "former")


def walkers(names: Iterable[str]) -> list[str]:
    """Who walks: with WALK_ALL=1 everybody, otherwise one of each kind, for these walks are long."""
    return [name for name in names if os.environ.get("WALK_ALL") or name not in LIKE_OTHERS]
