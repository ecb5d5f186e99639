"""What was published beside a report's word is shown to readers; nothing that was not."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from rectify.ledger import publishing, status
from rectify.ledger.choices import Speaker, Status
from rectify.ledger.models import Evaluation, Evidence, Measure, Problem, Proposal, StatusStatement
from tests.ledger.build import a_problem, an_inspection
from tests.pages.test_overview import MOST_QUERIES, text_of

pytestmark = pytest.mark.django_db
PAGE = "/units/qingshi/problems/1/"


@pytest.fixture
def problem() -> Problem:
    return a_problem(an_inspection(), "修路拖延", Status.IN_PROGRESS, date(2024, 6, 30))


def a_piece(problem: Problem, by: User, **fields: object) -> Evidence:
    return Evidence.objects.create(problem=problem, added_by=by, added_at=timezone.now(), **fields)


def test_evidence_with_its_size_kind_and_day(client: Client, problem: Problem, writer: User) -> None:
    measure = Measure.objects.create(problem=problem, inspection=problem.inspection, number=1, label="复工")
    now = {"published_at": timezone.now()}
    file = a_piece(
        problem, writer, kind="file", title="竣工照片", file="aa/bb", file_name="竣工.jpg", size=2048,
        content_type="image/jpeg", measure=measure, **now,
    )  # fmt: skip
    a_piece(problem, writer, kind="link", title="县政府公告", link="https://qingshi.example/a", **now)
    a_piece(problem, writer, kind="note", title="说明", text="路面已经铺好", **now)
    a_piece(problem, writer, kind="note", title="内部材料", text="不公开的话")
    a_piece(problem, writer, kind="note", title="撤回材料", text="撤回的话", withdrawn_at=timezone.now(), **now)
    section = text_of(client, PAGE).split('id="evidence"')[1].split("</section>")[0]
    assert f'<a href="/evidence/{file.pk}/" download rel="nofollow">竣工照片</a>' in section
    for words in ("JPG", "2.0\xa0KB", "措施 1", "qingshi.example", "路面已经铺好", "公开"):
        assert words in section, words
    page = text_of(client, PAGE)
    for words in ("内部材料", "不公开的话", "撤回材料", "撤回的话", writer.username):
        assert words not in page, words
    row = client.get("/api/problems/r1/qingshi/1/").json()
    assert [piece["title"] for piece in row["evidence"]] == ["竣工照片", "县政府公告", "说明"]
    assert row["evidence"][0]["file"].endswith(f"/evidence/{file.pk}/")
    assert row["evidence"][0]["measure"] == 1
    assert writer.username not in str(row)


def test_an_extension_shows_the_old_deadline_and_the_new(client: Client, problem: Problem, admin_user: User) -> None:
    publishing.propose(
        Proposal.Kind.STATEMENT, actor=admin_user, problem=problem, status=Status.IN_PROGRESS,
        deadline=date(2024, 12, 31), note="因雨季延期", reason="内部理由",
    )  # fmt: skip
    page = text_of(client, PAGE)
    words = page.split('id="words"')[1].split("</section>")[0]
    extension = words.split('class="extensions"')[1]
    assert extension.index("2024年6月30日") < extension.index("2024年12月31日")
    assert "巡视巡察机构核查认定" in words
    assert "通报所述（单位自报）" in words
    assert "因雨季延期" in words
    assert "内部理由" not in page


def test_one_voice_alone_is_not_compared(client: Client, problem: Problem) -> None:
    assert 'id="words"' not in text_of(client, PAGE)


def test_the_office_s_judgement_once_it_is_published(client: Client, problem: Problem, writer: User) -> None:
    judged = {
        "inspection": problem.inspection, "scheme": "整改成效评估办法", "made_by": writer, "note": "内部评语",
        "evaluated_on": date(2025, 3, 1),
    }  # fmt: skip
    Evaluation.objects.create(grade="未公开的等次", **judged)
    assert 'id="evaluation"' not in text_of(client, "/units/qingshi/")
    Evaluation.objects.create(
        grade="较好", score=Decimal("86.50"), satisfaction=Decimal("92.00"), published_at=timezone.now(), **judged
    )
    section = text_of(client, "/units/qingshi/").split('id="evaluation"')[1].split("</section>")[0]
    for words in ("较好", "86.5", "满分 100", "92%", "2025年3月1日", "巡视巡察机构的评估结果"):
        assert words in section, words
    page = text_of(client, "/units/qingshi/")
    for words in ("内部评语", writer.username, "未公开的等次"):
        assert words not in page
    row = client.get("/api/inspections/r1/qingshi/").json()
    assert (row["evaluation"]["grade"], row["evaluation"]["score"]) == ("较好", 86.5)
    assert "内部评语" not in str(row)
    Evaluation.objects.update(withdrawn_at=timezone.now())
    assert 'id="evaluation"' not in text_of(client, "/units/qingshi/")


def test_queries_stay_few(client: Client, problem: Problem, writer: User, django_assert_max_num_queries) -> None:
    for n in range(20):
        a_piece(problem, writer, kind="note", title=f"第{n}份", text="说明", published_at=timezone.now())
        status.record([StatusStatement(problem=problem, by=Speaker.UNIT, note=f"第{n}次")])
    for path in (PAGE, "/units/qingshi/", "/"):
        with django_assert_max_num_queries(MOST_QUERIES):
            client.get(path)
