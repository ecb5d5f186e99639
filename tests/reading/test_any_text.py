"""Whatever the text, a reading comes of it, and its places lie inside the lines they name."""

import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rectify.reading import Document, read

REPORT = """中共某县某局党组关于巡察整改情况的通报
县委巡察组于2023年3月对我局党组开展了巡察，现将整改情况通报如下。
一、组织领导情况
召开会议3次，制定整改措施12条。
二、整改落实情况
（一）财务管理方面
1.关于“账目不清”的问题。
整改措施：一是核对账目。二是公开账目。
整改结果：已完成，长期坚持。
2.关于报销拖延的问题（正在整改）
（1）限期报销。
（2）清理借款，预计2024年6月底前完成。
序号\t问题\t措施\t进展
3\t档案缺失\t①补齐档案。②专人保管。\t基本完成
三、下一步打算
持续整改。
联系电话：0123-4567890
中共某县某局党组
2023年10月8日"""
PIECES = [
    *REPORT.split("\n"),
    "一是",
    "①",
    "（1）",
    "整改措施：",
    "已完成",
    "问题1：",
    "——",
    "\t",
    "“",
    "”",
    "\n",
    "　",
    "下一步：",
    "以上问题均已整改完成。",
]
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _from(document: Document, line: int, offset: int) -> str:
    """What stands at a place and behind it, without white space: a title may go on over lines that break it."""
    return "".join("".join([document.line(line)[offset:], *document.lines[line : line + 40]]).split())


def check(text: str) -> None:
    document = Document(text)
    reading = read(document)
    assert len(reading.roles) == len(document.lines)
    for record in reading.records():
        for place in [record, *record.get("measures", [])]:
            line = document.line(place["line"])
            assert 0 <= place.get("offset", 0) <= len(line)
        if record["record"] in ("item", "section"):
            assert _from(document, record["line"], record["offset"]).startswith("".join(record["title"].split()))
        if record["record"] == "item":
            assert record["line"] <= record["end_line"] <= len(document.lines)
            for step in record["measures"]:
                assert document.line(step["line"])[step["offset"] :].startswith(step["title"])


@SLOW
@given(st.text(max_size=400))
def test_any_text(text: str):
    check(text)


@SLOW
@given(st.lists(st.sampled_from(PIECES), max_size=40), st.sampled_from(["", "\n"]))
def test_shuffled_pieces(pieces: list[str], between: str):
    check(between.join(pieces))


@SLOW
@given(st.randoms(use_true_random=False), st.integers(1, 30))
def test_mutated_reports(chance: random.Random, changes: int):
    chars = list(REPORT)
    for _ in range(changes):
        at = chance.randrange(len(chars))
        chars[at] = chance.choice(["", "\n", chars[at] * 2, chance.choice(REPORT), "（", "：", "\t"])
    check("".join(chars))


def test_cut_off_anywhere():
    for end in range(0, len(REPORT), 7):
        check(REPORT[:end])
