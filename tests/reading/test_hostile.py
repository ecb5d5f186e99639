"""Text made to be slow. Bounds are generous: they tell linear from quadratic, not fast from slow machines."""

import time

import pytest

from rectify.reading import Document, read

HEAD = "县委巡察组对我局党组开展了巡察，现将巡察整改情况通报如下。\n一、整改落实情况\n（一）关于账目不清的问题。\n整改措施："
N = 20_000
TEXTS = {
    "steps in one line": HEAD + "一是" * N,
    "a step a line": HEAD + "一是\n" * N,
    "restarting lists": HEAD + "一是核对账目。\n正文\n" * (N // 4),
    "open quotations": HEAD + "“" * N,
    "nested quotations": HEAD + "“" * N + "”" * N,
    "nested brackets": HEAD + "（" * N + "）" * N,
    "labels": HEAD + "整改措施：" * N,
    "colons": HEAD + "：" * N,
    "tabs": HEAD + "\t" * N,
    "rows": HEAD + "\n序号\t问题\t措施\n" + "1\t账目不清\t核对账目\n" * (N // 4),
    "blank lines": HEAD + "\n" * N,
    "headings": HEAD + "关于账目的问题\n" * (N // 4),
    "groups": HEAD + "（一）账目不清问题。以上问题均已完成整改。\n" * (N // 4),
    "deep outline": "一、甲\n（一）乙\n1.丙\n（1）丁\n①戊\n" * (N // 10),
    "full stops": HEAD + "。" * N,
    "digits": HEAD + "1" * N,
    "years": HEAD + "2020年" * N,
    "statements": HEAD + "已完成" * N,
    "drawn rows": HEAD + "\n| 序号 | 问题 | 措施 |\n" + "| 1 | 账目不清 | 核对账目 |\n" * (N // 4),
    "bars": HEAD + "|" * N,
    "rows of bars": HEAD + "\n" + "|||\n" * (N // 4),
    "broken lines": HEAD + "\n" + ("核对账目并公开账目清理借款限期报销" * 2 + "\n") * (N // 10),
    "questions": HEAD + "\n" + "问：账目清了吗？\n答：清了。一是核对账目。\n" * (N // 10),
    "points without numbers": HEAD + "\n" + "针对账目混乱不清的问题。核对账目。\n" * (N // 4),
    "parts by number": HEAD
    + "\n"
    + ("一、反馈问题\n1.甲\n2.乙\n3.丙\n" + "二、整改措施\n1.甲\n2.乙\n3.丙\n" * 9) * (N // 300),
    "lead-ins": HEAD + "会议确认，完成以下工作：" * (N // 4),
    "overviews": HEAD + "\n" + "◆整改一览表\n✓ 第1项　账目不清\n✓ 第2项　公章乱放\n" * (N // 10),
    "contacts": HEAD + "\n" + "请致电0123-4567890，来信请寄某路3号。\n" * (N // 10),
    "parts without headings": HEAD + "\n" + "PART 01\n" * (N // 4),
    "one long line": HEAD + "召开会议，核对账目，" * N,
}


@pytest.mark.parametrize("name", TEXTS)
def test_time_grows_with_length(name: str):
    text = TEXTS[name]
    began = time.process_time()
    read(Document(text))
    assert time.process_time() - began < 12
