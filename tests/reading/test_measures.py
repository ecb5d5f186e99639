"""Steps at the top level of enumeration, and their places."""

import pytest

from tests.reading.outlines import items_of, steps_of

HEAD = "一、整改情况\n（一）账目不清的问题\n"


@pytest.mark.parametrize(
    ("answer", "steps"),
    [
        ("整改措施：一是核对账目。二是公开账目。", ["一是核对账目。", "二是公开账目。"]),
        (
            "整改措施：①核对账目。一是对银行账。二是对往来账。②公开账目。",
            ["①核对账目。一是对银行账。二是对往来账。", "②公开账目。"],
        ),
        ("整改措施：按要求立即行动。一是核对账目。二是公开账目。", ["一是核对账目。", "二是公开账目。"]),
        ("整改措施：核对账目，公开结果。", ["核对账目，公开结果。"]),
        ("整改措施：核对账目。\n公开账目。\n截至目前，追回借款3万元。", ["核对账目。", "公开账目。"]),
        ("整改措施：——核对账目。\n——公开账目。", ["——核对账目。", "——公开账目。"]),
        ("整改措施：1、核对账目。\n2、公开账目。\n4、追回借款。", ["1、核对账目。", "2、公开账目。", "4、追回借款。"]),
        ("整改措施：核对账目。\n下一步：一是巩固。二是提高。", ["核对账目。"]),
    ],
)
def test_steps(answer, steps):
    assert steps_of(items_of(HEAD + answer)[0]) == steps


def test_places_point_behind_the_marker():
    text = HEAD + "整改措施：一是核对账目。二是 公开账目。"
    line = text.split("\n")[2]
    for step in items_of(text)[0]["measures"]:
        assert line[step["offset"] :].startswith(step["title"])


def test_declared_measures():
    text = HEAD + "针对该问题共制定整改措施3条，完成情况如下：\n1.核对账目。\n2.公开账目。"
    assert items_of(text)[0]["declared_measures"] == 3


def test_a_count_inside_an_answer_is_no_declaration():
    assert items_of(HEAD + "整改措施：排查风险点8个，制定防控措施16条。")[0]["declared_measures"] is None
