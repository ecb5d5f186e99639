"""Until when something is promised: the last day of what is named."""

from datetime import date

import pytest

from rectify.reading.dates import deadline

SPOKEN = date(2022, 6, 15)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("正在整改，预计12月末完成", "2022-12-31"),
        ("年底前印发实施", "2022-12-31"),
        ("2023年5月前完成", "2023-05-31"),
        ("2022年8月30日前完成", "2022-08-30"),
        ("明年6月底前到位", "2023-06-30"),
        ("上半年完成", "2022-06-30"),
        ("2023年第三季度", "2023-09-30"),
        ("10月中旬竣工", "2022-10-20"),
        ("“十四五”末建成", "2025-12-31"),
        ("2022年12月", "2022-12-31"),
        ("2025年", "2025-12-31"),
        ("3月底前完成", "2022-03-31"),
        ("1月底前完成", "2023-01-31"),
        ("7月制定办法，9月底前试点，12月底前铺开", "2022-12-31"),
        ("长期坚持", None),
        ("立行立改", None),
        ("3个月内", None),
        ("根据2020年审计报告反映的情况进行了全面梳理", None),
    ],
)
def test_the_last_day_named(text, day):
    assert deadline(text, SPOKEN)[0] == day


def test_the_words_are_given_back():
    assert deadline("正在推进，2023年5月底前完成。", SPOKEN) == ("2023-05-31", "2023年5月底前完成")


def test_without_a_reference_no_year_is_guessed():
    assert deadline("12月底前完成", None) == (None, "12月底前完成")
    assert deadline("2022年12月底前完成", None)[0] == "2022-12-31"
