"""Which read row is which kept row."""

import pytest

from rectify.ledger.loading.matching import Row, align, plain_marker

#: Our labels share few characters with the source's titles; order, markers and headings carry the rest.
KEPT = [
    Row("(1)", "学习不系统", path=("(一)", "1.")),
    Row("(2)", "调研走过场", path=("(一)", "1.")),
    Row("(1)", "台账缺失", path=("(一)", "2.")),
    Row("(1)", "会议记录不全", path=("(二)", "1.")),
]
READ = [
    Row("(1)", title="关于理论学习系统性不强的问题", path=("(一)", "1.")),
    Row("(2)", title="关于调查研究走过场的问题", path=("(一)", "1.")),
    Row("(1)", title="关于未建立工作台账的问题", path=("(一)", "2.")),
    Row("(1)", title="关于党组会议记录不完整的问题", path=("(二)", "1.")),
]


def pairs(read: list[Row], kept: list[Row]) -> list[tuple[int, int]]:
    return [(pair.read, pair.kept) for pair in align(read, kept)]


def test_labels_meet_the_titles_they_were_made_of() -> None:
    assert pairs(READ, KEPT) == [(0, 0), (1, 1), (2, 2), (3, 3)]
    assert all(pair.is_clear for pair in align(READ, KEPT))


@pytest.mark.parametrize("lost", range(4))
def test_a_row_that_was_not_read_moves_no_other(lost: int) -> None:
    found = pairs(READ[:lost] + READ[lost + 1 :], KEPT)
    assert found == [(n - (n > lost), n) for n in range(4) if n != lost]


@pytest.mark.parametrize("lost", range(4))
def test_a_row_that_is_new_takes_nobodys_place(lost: int) -> None:
    found = pairs(READ, KEPT[:lost] + KEPT[lost + 1 :])
    assert found == [(n, n - (n > lost)) for n in range(4) if n != lost]


def test_a_reworded_title_is_known_by_what_stayed() -> None:
    old = [Row("1", title="公务用车管理不规范的问题"), Row("2", title="食堂采购未比价的问题")]
    new = [Row("一是", title="食堂采购没有比价"), Row("二是", title="公务接待超标准")]
    assert pairs(new, old) == [(0, 1)]


def test_a_recommendation_is_never_a_problem() -> None:
    assert (
        pairs([Row("1", title="加强学习", kind="recommendation")], [Row("1", title="加强学习", kind="problem")]) == []
    )


def test_two_rows_alike_and_one_place_is_a_doubt() -> None:
    new = [Row("", title="整改不到位"), Row("", title="整改不到位")]
    (pair,) = align(new, [Row("", title="整改不到位")])
    assert not pair.is_clear


@pytest.mark.parametrize(
    ("marker", "plain"),
    [("（一）", "1"), ("(1)", "1"), ("1.", "1"), ("①", "1"), ("一、", "1"), ("十二、", "12"), ("二十一是", "21"), ("１２．", "12"),
     ("问题3：", "3"), ("其一", "其一"), ("", "")],
)  # fmt: skip
def test_markers_compare_by_what_they_count(marker: str, plain: str) -> None:
    assert plain_marker(marker) == plain
