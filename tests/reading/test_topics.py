"""Themes of problems."""

import pytest

from rectify.reading.topics import topics, topics_of


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("关于公务用车管理不规范的问题", "official-cars"),
        ("民主生活会批评和自我批评辣味不足", "democratic-life"),
        ("应招标未招标，化整为零规避采购", "bidding"),
        ("干部人事档案审核不严", "cadre-files"),
        ("漏报个人有关事项", "personal-matters"),
        ("审计发现问题整改不彻底", "audit-rectification"),
        ("意识形态工作责任制落实不到位", "ideology-work"),
        ("医用耗材采购廉洁风险突出", "medical-conduct"),
        ("思政课教师配备不足", "teaching-research"),
    ],
)
def test_a_theme_by_its_words(text, slug):
    assert slug in topics_of(text)


def test_several_themes_to_a_problem():
    assert {"finance", "eight-rules"} <= set(topics_of("财务管理混乱，超标准接待"))


def test_a_spoiling_word_is_no_hit():
    assert "land" not in topics_of("学校发展规划滞后")


def test_the_list_is_sound():
    slugs = [topic.slug for topic in topics()]
    assert len(slugs) == len(set(slugs))
    assert all(topic.name and topic.name_en for topic in topics())
    assert topics_of("") == []
