"""Labels are known by what they are made of."""

import pytest

from rectify.reading.labels import role_of
from rectify.reading.paragraphs import paragraph


@pytest.mark.parametrize(
    ("phrase", "role"),
    [
        ("整改措施", "measure"),
        ("整改措施及时成效", "measure"),  # a typo for 及成效
        ("采取的主要措施", "measure"),
        ("落实情况", "measure"),
        ("整改成效", "result"),
        ("整改进行情况", "status"),  # a typo for 进展
        ("整改结果", "status"),
        ("完成时限", "deadline"),
        ("责任单位", "responsible"),
        ("存在的问题", "problem"),
        ("下一步打算", "next"),
        ("意见建议", "advice"),
    ],
)
def test_roles(phrase, role):
    assert role_of(phrase) == role


@pytest.mark.parametrize("phrase", ["天气", "各位同事", "县委书记表示", "全县干部群众"])
def test_other_phrases_are_no_labels(phrase):
    assert role_of(phrase) is None


@pytest.mark.parametrize(
    "line", ["整改措施：约谈", "【整改措施】约谈", "整改措施一是约谈", "◆整改措施：约谈", "整改措施\t约谈"]
)
def test_a_label_is_closed_by_a_colon_a_bracket_or_what_it_announces(line):
    label = paragraph(1, line).label
    assert label is not None
    assert label.role == "measure"


def test_labels_inside_a_line():
    roles = [label.role for label in paragraph(1, "3.账目不清。整改措施：核对账目。整改结果：已完成。").labels]
    assert roles == ["measure", "status"]
