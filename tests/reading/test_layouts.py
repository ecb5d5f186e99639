"""Layouts that do without the usual numbering or labels: each by the words that carry it."""

from rectify.reading.labels import role_of
from tests.reading.outlines import items_of, outline_of, sections_of, statuses_of, steps_of, titles_of


def test_unnumbered_points_are_answered_in_their_own_paragraphs():
    text = """
财务管理方面
针对“报销拖延”反映的问题。限期清理借款；公开报销进度。完成比例：100%。
针对“账目混乱”反映的问题。逐笔核对。完成比例：60%，预计2024年6月底前完成。
作风方面
针对“会议偏多”反映的问题。合并会议。完成比例：100%，并长期坚持。
"""
    assert statuses_of(text) == ["completed", "phased", "completed_ongoing"]
    assert [title for _, _, title in sections_of(text)] == ["财务管理方面", "作风方面"]


def test_such_a_line_below_a_heading_that_names_its_problem_opens_nothing():
    text = """
（一）报销拖延
针对“报销拖延”反映的问题。限期清理借款。已完成。
（二）账目混乱
针对“账目混乱”反映的问题。逐笔核对。已完成。
（三）会议偏多，文件不少
针对“会议偏多”反映的问题。合并会议。已完成。
"""
    assert titles_of(text) == ["报销拖延", "账目混乱", "会议偏多，文件不少"]


def test_parts_answer_one_another_by_number():
    text = """
一、反馈问题
（一）财务方面
1.报销拖延。
2.账目混乱。
（二）作风方面
3.会议偏多。
二、整改措施
1.①限期清理；②公开进度。
2.逐笔核对。
3.合并会议。
三、整改结果
1.已完成，长期坚持。
2.正在整改。
3.已完成。
"""
    assert titles_of(text) == ["报销拖延。", "账目混乱。", "会议偏多。"]
    assert statuses_of(text) == ["completed_ongoing", "in_progress", "completed"]
    assert [steps_of(item) for item in items_of(text)] == [
        ["①限期清理；", "②公开进度。"],
        ["逐笔核对。"],
        ["合并会议。"],
    ]
    assert [(item["line"], item["end_line"]) for item in items_of(text)] == [(3, 12), (4, 13), (6, 14)]


def test_parts_with_other_numbers_are_left_alone():
    text = "一、反馈问题\n1.报销拖延。\n2.账目混乱。\n3.会议偏多。\n二、整改措施\n1.限期清理。\n2.逐笔核对。"
    assert not any(item["end_line"] > 5 and item["line"] < 5 for item in items_of(text))


def test_questions_and_answers_are_points_and_their_accounts():
    text = """
问：报销拖延的事，改了没有？
答：改了。限期清理借款，每季度公开一次。这一项已整改完成。
问：账目为什么混乱？
答：一是没有专人，已配备会计；二是逐笔核对。这一项正在整改。
问：怎样监督？
答：可以拨打0123-4567890。
"""
    assert statuses_of(text) == ["completed", "in_progress"]
    assert [len(item["measures"]) for item in items_of(text)] == [1, 2]
    assert items_of(text)[0]["measures"][0]["title"].startswith("限期清理")


def test_a_lead_in_tells_the_progress_of_what_follows():
    text = """
会议认为，以下2个问题已完成整改：
一、关于报销拖延。会议确认，局里完成以下工作：1、限期清理；2、公开进度。
二、关于账目混乱。会议确认，局里完成以下工作：1、逐笔核对；2、配备会计。
会议认为，以下1个问题尚在整改之中：
三、关于会议偏多。会议确认，局里完成以下工作：合并会议。
"""
    assert statuses_of(text) == ["completed", "completed", "in_progress"]
    assert [len(item["measures"]) for item in items_of(text)] == [2, 2, 1]


def test_what_only_closes_the_report_belongs_to_no_item():
    text = """
（一）报销拖延
整改情况：限期清理。
整改进展：已完成。
（二）账目混乱
整改情况：逐笔核对。
整改进展：已完成。
◆公开方式
反映问题请致电0123-4567890，写信请寄某路3号。
"""
    assert [item["end_line"] for item in items_of(text)] == [3, 6]
    assert outline_of(text).roles[8] == "contact"


def test_an_overview_of_ticks_is_no_item():
    text = """
◆整改一览表
✓ 第1项　报销拖延没有人管
○ 第2项　账目混乱长期不改
◆财务方面
第1项　报销拖延没有人管
整改措施
限期清理。
整改进度：✓
第2项　账目混乱长期不改
整改措施
逐笔核对。
整改进度：正在整改
"""
    assert [item["line"] for item in items_of(text)] == [5, 9]
    assert statuses_of(text) == ["completed", "in_progress"]


def test_the_heading_of_a_part_may_stand_below_its_number():
    text = """
PART 01
落实管党治党责任
➤01 报销拖延
整改情况：限期清理。
✅已完成
➤02 账目混乱
整改情况：逐笔核对。
⏳正在推进
PART 02
加强基层党组织建设
➤03 会议偏多
整改情况：合并会议。
✅已完成，长期坚持
"""
    assert [(level, title) for level, _, title in sections_of(text)] == [
        (1, "落实管党治党责任"),
        (1, "加强基层党组织建设"),
    ]
    assert [item["marker"] for item in items_of(text)] == ["➤01", "➤02", "➤03"]
    assert statuses_of(text) == ["completed", "in_progress", "completed_ongoing"]


def test_latin_numerals_number_parts():
    text = """
I. 财务方面
a. 报销拖延
整改情况：限期清理。
b. 账目混乱
整改情况：逐笔核对。
II. 作风方面
a. 会议偏多
整改情况：合并会议。
"""
    assert [section[:2] for section in sections_of(text)] == [(1, "I."), (1, "II.")]
    assert titles_of(text) == ["报销拖延", "账目混乱", "会议偏多"]


def test_a_phrase_that_ends_in_aspect_is_a_heading_and_no_label():
    assert role_of("落实管党治党责任方面") is None
    assert role_of("怎么改的") == "measure"
    assert role_of("达到的效果") == "result"


def test_a_line_right_above_labelled_measures_is_a_point_where_none_is_numbered():
    text = """
政治建设方面
学习走过场。
整改措施：制定年度计划。
整改结果：已完成。
组织生活不经常。
整改措施：补开组织生活会。
整改结果：正在整改。
"""
    assert titles_of(text) == ["学习走过场。", "组织生活不经常。"]
    assert [title for _, _, title in sections_of(text)] == ["政治建设方面"]


def test_a_heading_names_its_points_by_their_progress():
    text = """
一、整改完成情况
（一）已完成的问题（2个）
1.学习走过场。制定年度计划。
2.会议偏多。合并会议。
（二）正在整改的问题（1个）
3.库房搬迁拖延。完成选址论证。
"""
    assert titles_of(text) == ["学习走过场。", "会议偏多。", "库房搬迁拖延。"]
    assert statuses_of(text) == ["completed", "completed", "in_progress"]


def test_points_in_prose_below_a_part_that_announces_answers():
    text = """
一、反馈问题整改情况
1、学习走过场。原因是重业务轻党建。目前，制定了年度计划。
2、研究意识形态工作少。原因是分工不明。目前，每半年研究一次。
二、意见建议落实情况
1、建议加强学习。列入年度计划。
2、建议盘活资产。出租闲置房屋3处。
"""
    assert [item["kind"] for item in items_of(text)] == ["problem"] * 2 + ["recommendation"] * 2
    assert items_of(text)[0]["title"] == "学习走过场。原因是重业务轻党建。"


def test_labels_may_bear_the_number_of_their_point():
    text = """
反馈意见1：学习走过场。
整改落实1：制定年度计划。已完成整改。
反馈意见2：会议偏多。
整改落实2：合并会议。正在整改。
"""
    assert titles_of(text) == ["学习走过场。", "会议偏多。"]
    assert [steps_of(item)[0] for item in items_of(text)] == ["制定年度计划。已完成整改。", "合并会议。正在整改。"]
    assert statuses_of(text) == ["completed", "in_progress"]


def test_a_part_that_states_its_points_again_is_no_mere_answer():
    text = """
一、反馈问题
1.报销长期拖延。
2.账目十分混乱。
3.会议偏多文件偏多。
二、整改情况
1.报销长期拖延。限期清理。
2.账目十分混乱。逐笔核对。
3.会议偏多文件偏多。合并会议。
"""
    assert [item["line"] for item in items_of(text)] == [6, 7, 8]
    assert [steps_of(item) for item in items_of(text)] == [["限期清理。"], ["逐笔核对。"], ["合并会议。"]]
