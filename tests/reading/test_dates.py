"""Dates as people write them, and the years that they inherit."""

import pytest

from rectify.reading.dates import Reference, find_dates, find_spans


def said(text: str) -> list[tuple]:
    return [(text[m.start : m.end], m.year, m.month, m.day) for m in find_dates(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023年3月15日反馈", [("2023年3月15日", 2023, 3, 15)]),
        ("2023 年 3 月 15 日", [("2023 年 3 月 15 日", 2023, 3, 15)]),
        ("２０２３年３月１５日", [("２０２３年３月１５日", 2023, 3, 15)]),
        ("二〇二三年三月十五日", [("二〇二三年三月十五日", 2023, 3, 15)]),
        ("二〇二一年十二月三十一日", [("二〇二一年十二月三十一日", 2021, 12, 31)]),
        ("2023.3.15", [("2023.3.15", 2023, 3, 15)]),
        ("2023-03-15 09:20", [("2023-03-15", 2023, 3, 15)]),
        ("2023/3/5", [("2023/3/5", 2023, 3, 5)]),
        ("2023年3月中旬", [("2023年3月中旬", 2023, 3, None)]),
        ("3月份召开", [("3月份", None, 3, None)]),
        ("投入2020.5万元", []),
        ("三个月来整改3个月", []),
        ("第12月度报告", []),
    ],
)
def test_a_date_is_found_with_what_it_says(text, expected):
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023年3月15日至6月15日", "2023-03-15", "2023-06-15"),
        ("2023年11月20日至次年1月15日", "2023-11-20", "2024-01-15"),
        ("2023年3月15日起至20日止", "2023-03-15", "2023-03-20"),
        ("2023年3-5月", "2023-03", "2023-05"),
        ("2023.3.15-6.15", "2023-03-15", "2023-06-15"),
        ("2023年3月中旬—6月中旬", "2023-03", "2023-06"),
        ("2022年12月8日～2023年2月5日", "2022-12-08", "2023-02-05"),
    ],
)
def test_a_span_gives_its_end_the_year_and_month_that_it_leaves_out(text, first, last):
    (start, end), *_ = find_spans(text)
    assert (start.iso, end.iso) == (first, last)


def only_date(text: str):
    return find_dates(text)[0]


def test_a_missing_year_comes_from_the_date_before():
    reference = Reference()
    reference.note(find_dates("2019年10月25日"))
    assert reference.resolve(only_date("12月25日")) == "2019-12-25"


def test_things_come_in_a_possible_order():
    reference = Reference()
    reference.note(find_dates("2019年10月25日"))
    assert reference.resolve(only_date("3月3日"), after="2019-12-25") == "2020-03-03"


def test_the_documents_own_date_is_not_passed():
    reference = Reference(own="2023-02-10")
    assert reference.resolve(only_date("11月5日")) == "2022-11-05"
    assert reference.resolve(only_date("去年9月")) == "2022-09"
    assert reference.resolve(only_date("今年1月6日")) == "2023-01-06"


def test_without_any_full_date_nothing_is_guessed():
    reference = Reference()
    reference.note(find_dates("2015年以来"))
    assert reference.resolve(only_date("3月3日")) is None


def test_a_day_that_does_not_exist_is_no_date():
    assert only_date("2023年2月30日").iso is None
