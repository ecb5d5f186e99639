"""Topics come from the reader's list; a table says which problems have them."""

from pathlib import Path

import pytest

from rectify.ledger.models import Problem, Topic
from rectify.ledger.register.topics import keep_topics
from rectify.reading.topics import topics
from tests.ledger.register.tables import correct, export, load, rows_of

pytestmark = pytest.mark.django_db
FIRST, SECOND = topics()[0].slug, topics()[1].slug


def slugs(number: int) -> list[str]:
    return list(Problem.objects.get(number=number).topics.values_list("slug", flat=True))


def test_the_ledgers_topics_are_the_readers(loaded: Path) -> None:
    rows = list(Topic.objects.values_list("slug", "name", "name_en"))
    assert rows == [(topic.slug, topic.name, topic.name_en) for topic in topics()]


def test_a_topic_that_was_renamed_follows_and_one_that_is_gone_stays(db: None) -> None:
    Topic.objects.create(slug=FIRST, name="旧名", position=40)
    Topic.objects.create(slug="gone", name="不再列出", position=50)
    assert keep_topics() == len(topics())
    assert Topic.objects.get(slug=FIRST).name == topics()[0].name
    assert Topic.objects.filter(slug="gone").exists()
    assert keep_topics() == 0


def test_problems_have_the_topics_of_their_rows(folder: Path, tmp_path: Path) -> None:
    correct(folder, "problems", 2, topics=f"{SECOND}；{FIRST}")
    load(folder)
    assert slugs(1) == [FIRST, SECOND]
    assert rows_of(export(tmp_path / "out"), "problems")[0]["topics"] == f"{FIRST};{SECOND}"
    assert "0 行改动" in load(tmp_path / "out")


def test_a_corrected_row_takes_and_gives_topics(folder: Path) -> None:
    correct(folder, "problems", 2, topics=FIRST)
    load(folder)
    correct(folder, "problems", 2, topics=SECOND)
    assert "1 行改动" in load(folder)
    assert slugs(1) == [SECOND]
    correct(folder, "problems", 2, topics="")
    assert "1 行改动" in load(folder)
    assert slugs(1) == []


def test_topics_that_came_from_elsewhere_stay(loaded: Path) -> None:
    Problem.objects.get(number=1).topics.add(Topic.objects.get(slug=FIRST))
    correct(loaded, "problems", 2, label="学习走过场")
    load(loaded)
    assert slugs(1) == [FIRST]
