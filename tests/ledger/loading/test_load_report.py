"""Loading published documents by the command: what arrives, what joins, what is doubted, what stays as it was."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from rectify.ledger import edits
from rectify.ledger.models import (
    Change,
    Claim,
    Document,
    Doubt,
    Inspection,
    Measure,
    Problem,
    Report,
    StatusStatement,
    Unit,
)
from rectify.ledger.search import matching
from tests.ledger.build import a_problem, a_report, an_inspection

pytestmark = pytest.mark.django_db

REPORT = """青石县委关于巡视整改进展情况的通报
根据省委统一部署，2023年3月1日至4月20日，省委第三巡视组对青石县开展了常规巡视。2023年6月8日，省委巡视组向青石县委反馈了巡视意见。现将整改进展情况予以公布。
一、组织整改情况
县委召开专题会议，研究整改方案，反馈的2个方面3个问题全部建立台账。
二、整改落实情况
（一）贯彻决策部署方面
1.关于理论学习不系统的问题
整改措施：一是制定学习计划，每月集中学习一次。二是开展交流研讨四次，形成《学习纪要》。
整改进展：已完成。
2.关于重点项目推进缓慢的问题
整改措施：一是成立工作专班。二是倒排工期，年底前完工。
整改进展：正在整改，预计2023年12月底完成。
（二）全面从严治党方面
1.关于会议记录不完整的问题
整改措施：一是修订议事规则。
整改进展：已完成并长期坚持。
联系电话：0400-1234567；邮政信箱：青石县人民路1号。
中共青石县委员会
2023年9月30日
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def load(path: Path, **options: object) -> str:
    out = StringIO()
    call_command("load_report", str(path), stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def everything() -> list:
    """All that a reload must leave alone."""
    models = (Unit, Inspection, Report, Problem, Measure, Claim, StatusStatement, Doubt, Change, Document)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_a_report_arrives_with_its_items_measures_and_places(report: Path) -> None:
    out = load(report)
    assert "1 份通报" in out
    inspection = Inspection.objects.get()
    assert (inspection.unit.name, inspection.team, inspection.feedback) == ("青石县", "省委第三巡视组", "2023-06-08")
    assert [(p.number, p.status, p.area, str(p.deadline or "")) for p in Problem.objects.all()] == [
        (1, "completed", "policy", ""),
        (2, "in_progress", "policy", "2023-12-31"),
        (3, "completed_ongoing", "discipline", ""),
    ]
    assert Measure.objects.count() == 5
    lines = Document.objects.get().lines()
    for problem in Problem.objects.all():
        assert lines[problem.line - 1][problem.offset :].startswith(problem.title[:6])
    assert Problem.objects.filter(matching(Problem, "记录")).get().number == 3
    assert Report.objects.get().read_by == "machine"


def test_the_same_file_again_changes_nothing(report: Path) -> None:
    load(report)
    before = everything()
    assert "没有变动" in load(report)
    assert everything() == before


def test_a_round_that_nobody_names_is_made_of_committee_and_year(report: Path) -> None:
    load(report)
    assert Inspection.objects.get().round.name == "省委巡视（2023年反馈）"


def test_it_joins_the_registers_rows_and_keeps_their_labels(report: Path) -> None:
    inspection = an_inspection("qingshi", "青石县")
    a_report(inspection, None, read_by="hand", published="2023-09-30")
    for label, status in (("学习缺系统", "completed"), ("项目慢", "phased"), ("记录不全", "completed_ongoing")):
        a_problem(inspection, label, status, marker="1.")
    load(report, round="r1")
    problems = list(Problem.objects.order_by("number"))
    assert [p.label for p in problems] == ["学习缺系统", "项目慢", "记录不全"]
    assert all(p.title and p.line for p in problems)
    # A person entered the status; what the program reads otherwise is a doubt, not a correction.
    assert problems[1].status == "phased"
    assert {"status_differs", "deadline_differs"} <= set(Doubt.objects.values_list("kind", flat=True))
    assert Report.objects.count() == 1


def test_what_cannot_be_joined_to_a_register_is_a_doubt_and_not_a_row(report: Path) -> None:
    inspection = an_inspection("qingshi", "青石县")
    a_report(inspection, None, read_by="hand", published="2023-09-30")
    a_problem(inspection, "记录不全", "completed_ongoing")
    load(report, round="r1")
    assert Problem.objects.count() == 1
    assert Doubt.objects.filter(kind="unjoined_item").count() == 2


def test_a_corrected_text_updates_adds_and_withdraws_but_never_undoes_the_office(
    report: Path, admin_user: object
) -> None:
    load(report)
    third = Problem.objects.get(number=3)
    edits.set_office_word([Problem.objects.get(number=1)], admin_user, status_="in_progress")
    text = REPORT.replace("已完成并长期坚持", "基本完成").replace("2.关于重点项目", "2.关于重大项目")
    text = text.replace(
        "联系电话", "2.关于公务接待超标准的问题\n整改措施：一是清退费用。\n整改进展：已完成。\n联系电话"
    )
    report.write_text(text, encoding="utf-8")
    load(report)
    third.refresh_from_db()
    assert third.status == "phased"
    assert third.statements.count() == 2
    assert Problem.objects.get(number=1).status == "in_progress"
    assert Problem.objects.get(number=2).title.startswith("关于重大项目")
    assert "接待" in Problem.objects.get(number=4).title
    report.write_text(REPORT, encoding="utf-8")
    load(report)
    assert Problem.objects.get(number=4).withdrawn_at
    assert Problem.objects.public().count() == 3


def test_a_later_report_adds_its_word_to_the_same_items(report: Path) -> None:
    load(report)
    text = REPORT.replace("2023年9月30日", "2024年3月31日").replace("正在整改，预计2023年12月底完成", "已完成")
    report.write_text(text, encoding="utf-8")
    load(report)
    assert Report.objects.count() == 2
    second = Problem.objects.get(number=2)
    assert Problem.objects.count() == 3
    assert second.status == "completed"
    assert list(second.statements.order_by("as_of").values_list("status", flat=True)) == ["in_progress", "completed"]


@pytest.mark.parametrize(
    ("text", "options", "says"),
    [
        ("今天天气很好。\n", {}, "没有读到"),
        (REPORT, {"round": "nowhere"}, "nowhere"),
        (REPORT, {"unit": "nowhere"}, "nowhere"),
    ],
)
def test_what_cannot_be_loaded_is_said_in_one_line(report: Path, text: str, options: dict[str, str], says: str) -> None:
    report.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=says):
        load(report, **options)
    assert not Document.objects.exists()


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"none\.txt"):
        load(tmp_path / "none.txt")


MOBILISATION = """省委第五巡视组巡视青石县工作动员会召开
根据省委统一部署，近日，省委第五巡视组巡视青石县工作动员会召开，常规巡视正式启动。
巡视组将在青石县工作两个月，自9月5日开始至11月5日结束。巡视期间设专门值班电话：0400-7654321；专门邮政信箱：青石县第12号邮政信箱。巡视组受理信访时间为每天8:00-18:00。
"""


def test_a_notice_that_names_no_round_is_told_one(report: Path) -> None:
    report.write_text(MOBILISATION, encoding="utf-8")
    with pytest.raises(CommandError, match="--round-name"):
        load(report)
    load(report, round_name="十四届省委第一轮巡视")
    notice = Report.objects.get()
    assert (notice.kind, notice.phone, notice.hours) == ("mobilisation", ["0400-7654321"], "8:00-18:00")
    assert (notice.inspection.round.term, notice.inspection.round.number) == (14, 1)
    assert "没有变动" in load(report, round_name="十四届省委第一轮巡视")


FEEDBACK = """省委第三巡视组向青石县委反馈巡视情况
2023年6月8日，省委第三巡视组向青石县委反馈了十四届省委第二轮巡视情况。巡视组指出，青石县委工作取得一定成效，但也存在一些问题，主要是：理论学习不够系统，重点项目推进缓慢，会议记录不够完整。巡视组提出三点整改意见建议：一要加强理论学习。二要加快项目建设。三要健全会议制度。
"""


def test_findings_come_first_and_become_the_parents_of_the_problems_that_answer_them(report: Path) -> None:
    report.write_text(FEEDBACK, encoding="utf-8")
    load(report)
    inspection = Inspection.objects.get()
    assert inspection.feedback == "2023-06-08"
    assert inspection.reports.get().findings.filter(kind="finding").count() == 3
    assert not Problem.objects.exists()
    report.write_text(REPORT, encoding="utf-8")
    load(report)
    assert Inspection.objects.count() == 1
    assert Problem.objects.count() == 3
    parents = {problem.number: problem.finding and problem.finding.number for problem in Problem.objects.all()}
    assert parents[2] == 2


def test_responsible_bodies_that_a_report_names_arrive_once(report: Path) -> None:
    text = REPORT.replace("整改进展：已完成。\n2.", "责任单位：县委办公室、县委组织部\n整改进展：已完成。\n2.")
    report.write_text(text, encoding="utf-8")
    load(report)
    load(report)
    bodies = Problem.objects.get(number=1).responsibilities.values_list("role", "body")
    assert sorted(bodies) == [("responsible", "县委办公室"), ("responsible", "县委组织部")]
