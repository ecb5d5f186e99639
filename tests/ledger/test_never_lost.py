"""Whatever is loaded, in whatever order with people's edits between: every edit is still there afterwards.

Sequences of loads and edits are drawn at random. A few are tried with every test run; `SEQUENCES=500 pytest
tests/ledger/test_never_lost.py` tries that many, and says how many acts they held.
"""

import os
import shutil
import tempfile
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Model, Q
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from rectify.ledger import edits, responsibilities
from rectify.ledger.choices import Action, ReadBy, Role, Speaker, Status
from rectify.ledger.loading.corrections import corrected, corrections_for
from rectify.ledger.loading.load import load_reading
from rectify.ledger.models import (
    Change,
    Document,
    Doubt,
    Evidence,
    Handling,
    Inspection,
    Measure,
    Problem,
    Proposal,
    ReadingCorrection,
    Report,
    Responsibility,
    Round,
    Section,
    StatusStatement,
    Step,
    Unit,
)
from rectify.ledger.uploads.changes import rehearse
from rectify.ledger.workflow import NotAllowed, act
from rectify.reading import Document as Text
from rectify.reading import read
from tests.ledger.cast import a_note, a_person
from tests.ledger.register.tables import correct, load, remove, small_register

SEQUENCES = int(os.environ.get("SEQUENCES", "6"))
STEPS = 14
ROUND = "五届鹤山市委第二轮巡察"
FIRST = """蓝田镇党委关于巡察整改进展情况的通报
2024年3月1日至4月30日，市委第一巡察组对蓝田镇开展了常规巡察。2024年5月20日，市委巡察组反馈了巡察意见。现将整改进展情况予以公布。
一、组织整改情况
镇党委召开专题会议，反馈的2个方面4个问题全部建立台账。
二、整改落实情况
（一）决策部署落实方面
1.关于学习流于形式的问题
整改措施：一是制订学习计划，列出四个专题。二是每月交流一次，做好记录。
责任单位：镇党政办
整改进展：已完成。
2.关于联系实际不紧的问题
整改措施：一是到村走访。二是年底前解决三件实事。
整改进展：正在整改，预计2024年12月底完成。
（二）从严治党方面
1.关于公车管理不严的问题
整改措施：一是公布派车单。
整改进展：已完成并长期坚持。
2.关于会议记录不完整的问题
整改措施：一是修订议事规则。二是补齐记录。
整改进展：阶段性完成。
联系电话：0123-5550101；邮政信箱：鹤山市青石路1号。
中共蓝田镇委员会
2024年11月30日
"""
SECOND = (
    FIRST.replace("2024年11月30日", "2025年5月31日")
    .replace("整改进展：正在整改，预计2024年12月底完成。", "整改进展：已完成。")
    .replace("整改进展：阶段性完成。", "整改进展：已完成并长期坚持。")
)
#: The first text again, with words mended, an item gone and another one new.
MENDED = FIRST.replace(
    "2.关于联系实际不紧的问题\n整改措施：一是到村走访。二是年底前解决三件实事。\n整改进展：正在整改，预计2024年12月底完成。\n",
    "",
).replace(
    "（二）从严治党方面\n",
    "（二）从严治党方面\n1.关于值班缺岗的问题\n整改措施：一是排出值班表。\n整改进展：正在整改。\n",
)
NOTICE = """市委第一巡察组向蓝田镇党委反馈巡察情况
2024年5月20日，市委第一巡察组向蓝田镇党委反馈巡察情况。
巡察发现的主要问题：一是学习流于形式；二是联系实际不紧；三是公车管理不严。
市委第一巡察组提出了整改意见建议：一是加强学习；二是完善议事规则。
2024年5月21日
"""
TEXTS = (FIRST, SECOND, MENDED, NOTICE)
#: Rows of these are never deleted; those of the second group never change either.
KEPT = (Round, Unit, Inspection, Report, Section, Problem, Measure, Responsibility, Doubt, Document)
WRITTEN_ONCE = (StatusStatement, Change, Step, Evidence)
which = st.integers(0, 50)
acts = {"n": 0}


class LoadsAndEdits(RuleBasedStateMachine):
    """What people entered is noted when they do, and looked for after every act."""

    @initialize()
    def open_the_desk(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        # Under the names that the register gives them, so that texts and tables meet whichever comes first.
        Round.objects.create(slug="heshan-5-2", name=ROUND, level="city")
        Unit.objects.create(slug="lantian", name="蓝田镇", kind="township")
        self.office = a_person("office", Role.OFFICE, Role.APPROVER)
        self.kept: dict[type[Model], dict[int, Any]] = {model: {} for model in (*KEPT, *WRITTEN_ONCE)}
        self.labels: dict[int, str] = {}
        self.words: dict[int, str] = {}
        self.withdrawn: dict[int, bool] = {}
        self.fields: dict[tuple[int, str], Any] = {}
        self.responsible: dict[int, list[tuple[str, str]]] = {}
        self.settled: dict[int, str] = {}
        self.stages: dict[int, str] = {}
        self.numbers: dict[int, tuple[int, int]] = {}

    # Loads

    @rule(corrects=st.booleans(), withdraws=st.booleans())
    def load_register(self, corrects: bool, withdraws: bool) -> None:
        folder = small_register(self.folder / f"{corrects}{withdraws}")
        if corrects:
            correct(folder, "problems", 2, label="学习走过场", status="completed_ongoing")
        # The texts have another fourth item, which a table of the same ledger would not have.
        remove(folder, "problems", 5)
        if withdraws:
            remove(folder, "problems", 4)
            remove(folder, "measures", 4)
        before = _everything()
        try:
            load(folder, *(("--withdraw-missing", "--yes") if withdraws else ()))
        except CommandError:
            # A table whose rows cannot be the ledger's is refused as a whole.
            assert _everything() == before

    @rule(text=st.sampled_from(TEXTS))
    def load_text(self, text: str) -> None:
        _load(text)
        self._corrections_hold(text)

    @rule(text=st.sampled_from(TEXTS))
    def look_at_a_preview(self, text: str) -> None:
        before = _everything()
        rehearse(lambda: (entries := _load(text), {entry.report.inspection_id for entry in entries}))
        assert _everything() == before

    # Edits

    @rule(n=which, status=st.sampled_from(["", "completed", "in_progress", "not_done"]))
    def speak(self, n: int, status: str) -> None:
        if problem := _one(Problem, n):
            edits.set_office_word([problem], self.office, status_=status, note="核实")
            self.words[problem.pk] = status

    @rule(n=which, label=st.sampled_from(["", "学习方面", "用车方面"]))
    def name(self, n: int, label: str) -> None:
        if problem := _one(Problem, n):
            edits.set_office_label(problem, label, self.office)
            self.labels[problem.pk] = label

    @rule(n=which)
    def withdraw_or_restore(self, n: int) -> None:
        if problem := _one(Problem, n):
            change = edits.restore if problem.withdrawn_at else edits.withdraw
            change([problem], self.office, "重复")
            self.withdrawn[problem.pk] = not problem.withdrawn_at

    @rule(n=which, bodies=st.lists(st.sampled_from(["镇党政办", "镇财政所"]), max_size=2, unique=True))
    def say_who_answers(self, n: int, bodies: list[str]) -> None:
        if problem := _one(Problem, n):
            shares = [("responsible", body) for body in bodies]
            if edits.set_responsible(problem, shares, self.office, "分工"):
                self.responsible[problem.pk] = shares

    @rule(n=which, name=st.sampled_from(["party_body", "phone", "post", "published"]))
    def mend_report(self, n: int, name: str) -> None:
        if report := _one(Report, n):
            value = {"party_body": "中共蓝田镇委", "phone": ["0123-5559999"], "post": "", "published": "2024-12-01"}[
                name
            ]
            if getattr(report, name) != value:
                setattr(report, name, value)
                report.save()
                self.fields[report.pk, name] = value

    @rule(n=which)
    def check_report(self, n: int) -> None:
        if (report := _one(Report, n)) and report.read_by == ReadBy.MACHINE:
            Report.objects.filter(pk=report.pk).update(read_by=ReadBy.CHECKED)
            self.fields[report.pk, "read_by"] = ReadBy.CHECKED

    @rule(n=which)
    def settle_doubt(self, n: int) -> None:
        if doubt := _one(Doubt, n):
            Doubt.objects.filter(pk=doubt.pk).update(settled_at=timezone.now(), settlement="已核")
            self.settled[doubt.pk] = "已核"

    @rule(n=which, action=st.sampled_from([Action.COMMENT, Action.SIGN_OFF, Action.CLOSE, Action.REOPEN]))
    def handle(self, n: int, action: str) -> None:
        Inspection.objects.update(followed=True)
        if problem := _one(Problem, n):
            try:
                act([problem], action, self.office, note="现场核对", progress="completed")
            except NotAllowed:
                return
            self.stages[problem.pk] = Handling.objects.get(problem=problem).stage

    @rule(n=which)
    def hand_in_evidence(self, n: int) -> None:
        if problem := _one(Problem, n):
            a_note(problem, self.office)

    @rule(
        text=st.sampled_from([FIRST, SECOND, MENDED]),
        n=which,
        operation=st.sampled_from(["status", "kind", "split", "merge"]),
    )
    def correct_reading(self, text: str, n: int, operation: str) -> None:
        document = Text(text=text)
        made = corrections_for(document.digest)
        records, _unfit = corrected(read(document).records(), made, document.lines)
        items = [record for record in records if record["record"] == "item"]
        item, other = items[n % len(items)], items[(n + 1) % len(items)]
        line, offset = item["found_at"]
        if operation == "split" and len(item["measures"]) < 2:
            return
        value = {
            "status": {"code": "not_done"}, "kind": {"code": "recommendation"},
            "merge": {"line": other["found_at"][0], "offset": other["found_at"][1]},
            "split": item["measures"] and {"line": item["measures"][-1]["line"], "offset": item["measures"][-1]["offset"]},
        }[operation]  # fmt: skip
        ReadingCorrection.objects.create(
            digest=document.digest, line=line, offset=offset, operation=operation, value=value, made_by=self.office
        )

    # What must hold

    @invariant()
    def nothing_is_lost(self) -> None:
        acts["n"] += 1
        for model in KEPT:
            keys = set(model.objects.values_list("pk", flat=True))
            assert self.kept[model].keys() <= keys, model
            self.kept[model] = dict.fromkeys(keys)
        for model in WRITTEN_ONCE:
            rows = {row.pop("id"): row for row in model.objects.values()}
            for row in rows.values():
                row.pop("line", None)  # where a word stands may become known later
            for pk, row in self.kept[model].items():
                assert rows.get(pk) == row, (model, pk)
            self.kept[model] = rows
        for problem in Problem.objects.all():
            assert self.numbers.setdefault(problem.pk, (problem.inspection_id, problem.number)) == (
                problem.inspection_id, problem.number,
            )  # fmt: skip
            assert self.labels.get(problem.pk, "") == problem.office_label
            if problem.pk in self.withdrawn:
                assert bool(problem.withdrawn_at) == self.withdrawn[problem.pk], problem
            if word := self.words.get(problem.pk):
                assert edits.office_word(problem).status, problem
                assert problem.status_by == Speaker.OFFICE
                assert problem.pk in self.stages or problem.status == word
            if stage := self.stages.get(problem.pk):
                assert problem.handling.stage == stage
        for (pk, name), value in self.fields.items():
            assert getattr(Report.objects.get(pk=pk), name) == value, name
        for pk, shares in self.responsible.items():
            assert set(responsibilities.standing(Problem.objects.get(pk=pk))) == set(shares)
        for pk, words in self.settled.items():
            assert Doubt.objects.get(pk=pk).settlement == words
        assert not Proposal.objects.exclude(decision__in=["published", "taken_back"]).exists()
        call_command("check_counts", verbosity=0, stdout=StringIO())

    def _corrections_hold(self, text: str) -> None:
        """What was corrected is what a report that the program reads says, item by item."""
        document = Text(text=text)
        report = Report.objects.filter(document__digest=document.digest, kind="rectification").first()
        if report is None or report.read_by != ReadBy.MACHINE:
            return
        records, _unfit = corrected(read(document).records(), corrections_for(document.digest), document.lines)
        for record in (r for r in records if r["record"] == "item"):
            spoken_of = Problem.objects.filter(statements__report=report).distinct()
            # Of an item that a newer report speaks of too, title and kind are that one's.
            found = spoken_of.filter(Q(title=record["title"], kind=record["kind"]) | ~Q(report=report))
            assert any(_said(problem, report) == record["status"] for problem in found), record["title"]


def _load(text: str) -> list:
    return load_reading(read(Text(text=text)), round_name=ROUND)


def _one(model: type[Model], n: int) -> Any:
    rows = list(model.objects.order_by("pk"))
    return rows[n % len(rows)] if rows else None


def _said(problem: Problem, report: Report) -> str:
    words = StatusStatement.objects.filter(problem=problem, report=report).order_by("made_at", "pk")
    return words.last().status if words else Status.UNSTATED


def _everything() -> list:
    return [list(model.objects.order_by("pk").values()) for model in (*KEPT, *WRITTEN_ONCE)]


class EachInItsOwnTransaction(LoadsAndEdits):
    def __init__(self) -> None:
        super().__init__()
        self._transaction = transaction.atomic()
        self._transaction.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self._transaction.__exit__(None, None, None)
        shutil.rmtree(self.folder, ignore_errors=True)


@pytest.mark.django_db
def test_no_sequence_of_loads_and_edits_loses_an_edit() -> None:
    run_state_machine_as_test(
        EachInItsOwnTransaction,
        settings=settings(
            max_examples=SEQUENCES, stateful_step_count=STEPS, deadline=None, database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    print(f"\n{SEQUENCES} sequences, {acts['n']} acts, nothing lost")
