"""Which lines are points that are answered, learned from the document itself."""

from tests.reading.outlines import items_of, sections_of, steps_of, titles_of


def test_numbered_lines_behind_a_label_are_steps():
    text = """
一、整改情况
（一）账目不清
整改措施：
1.核对账目。
2.公开账目。
整改结果：已完成。
（二）公章管理松散
整改措施：
1.清理公章。
整改结果：已完成。
"""
    assert titles_of(text) == ["账目不清", "公章管理松散"]
    assert [steps_of(item) for item in items_of(text)] == [["1.核对账目。", "2.公开账目。"], ["1.清理公章。"]]


def test_the_same_style_may_be_points_in_one_document_and_steps_in_another():
    points = "一、整改情况\n（一）财务方面\n一是账目不清。\n整改措施：核对账目。\n二是报销拖延。\n整改措施：限期报销。"
    steps = "一、整改情况\n（一）账目不清的问题\n一是核对账目。\n二是公开账目。\n（二）报销拖延的问题\n一是限期报销。"
    assert titles_of(points) == ["账目不清。", "报销拖延。"]
    assert titles_of(steps) == ["账目不清的问题", "报销拖延的问题"]


def test_a_heading_without_points_is_a_point_beside_groups():
    text = (
        "一、整改情况\n"
        "（一）财务方面\n"
        "1.内控薄弱\n"
        "（1）账目不清。\n"
        "整改措施：核对账目。\n"
        "（2）报销拖延。\n"
        "整改措施：限期报销。\n"
        "2.公章管理松散。\n"
        "整改措施：专人保管。"
    )
    assert titles_of(text) == ["账目不清。", "报销拖延。", "公章管理松散。"]
    assert [level for level, _, _ in sections_of(text)] == [1, 2]


def test_labels_open_points_where_nothing_is_numbered():
    text = "一、财务方面\n存在问题：账目不清。\n整改措施：核对账目。\n存在问题：报销拖延。\n整改措施：限期报销。"
    assert titles_of(text) == ["账目不清。", "报销拖延。"]


def test_numbered_labels_are_the_body_of_a_point():
    text = (
        "一、整改情况\n"
        "（一）账目不清\n"
        "1.问题表现\n"
        "三年未对账。\n"
        "2.整改措施\n"
        "一是核对账目；\n"
        "二是公开账目。\n"
        "3.整改结果\n"
        "已完成。\n"
        "（二）报销拖延\n"
        "1.问题表现\n"
        "最长一年。\n"
        "2.整改措施\n"
        "限期报销。\n"
        "3.整改结果\n"
        "正在整改。"
    )
    assert [(item["title"], item["status"]) for item in items_of(text)] == [
        ("账目不清", "completed"),
        ("报销拖延", "in_progress"),
    ]


def test_two_points_answered_at_once_are_one_item():
    text = (
        "一、整改情况\n"
        "1.账目不清。\n"
        "整改措施：核对账目。\n"
        "2.报销拖延。\n"
        "3.借款不还。\n"
        "整改措施：限期清理。\n"
        "4.公章管理松散。\n"
        "整改措施：专人保管。\n"
        "5.档案缺失。\n"
        "整改措施：补齐档案。"
    )
    assert [item["marker"] for item in items_of(text)] == ["1.", "2.", "4.", "5."]
    assert items_of(text)[1]["end_line"] == 6


def test_title_and_answer_in_one_paragraph():
    text = (
        "一、整改情况\n"
        "第一，关于账目不清问题。核对三年账目，公开结果。已整改完成。\n"
        "第二，关于报销拖延问题。限期报销，清理借款。正在整改。"
    )
    items = items_of(text)
    assert [item["title"] for item in items] == ["关于账目不清问题。", "关于报销拖延问题。"]
    assert [item["status"] for item in items] == ["completed", "in_progress"]


def test_headings_without_numbers():
    text = (
        "关于财务管理方面\n"
        "关于账目不清的问题\n"
        "核对三年账目，公开结果。\n"
        "已完成整改。\n"
        "关于报销拖延的问题\n"
        "限期报销，清理借款。\n"
        "正在整改。"
    )
    assert titles_of(text) == ["关于账目不清的问题", "关于报销拖延的问题"]
    assert sections_of(text) == [(1, "", "关于财务管理方面")]


def test_headings_in_brackets():
    text = (
        "一、整改情况\n"
        "【账目不清】\n"
        "【整改情况】核对账目。【整改结果】已完成\n"
        "【报销拖延】\n"
        "【整改情况】限期报销。【整改结果】基本完成"
    )
    assert [(item["title"], item["status"]) for item in items_of(text)] == [
        ("账目不清", "completed"),
        ("报销拖延", "phased"),
    ]
    assert [steps_of(item) for item in items_of(text)] == [["核对账目。"], ["限期报销。"]]


def test_ornaments_before_labels():
    text = (
        "一、整改情况\n"
        "▲问题：账目不清\n◆整改情况：核对账目。\n◆整改状态：已完成\n"
        "▲问题：报销拖延\n◆整改情况：限期报销。\n◆整改状态：基本完成"
    )
    assert [(item["title"], item["status"]) for item in items_of(text)] == [
        ("账目不清", "completed"),
        ("报销拖延", "phased"),
    ]


def test_areas_numbered_below_the_usual_order():
    text = (
        "1.财务方面\n"
        "（一）账目不清\n"
        "整改情况：核对账目。\n"
        "（二）报销拖延\n"
        "整改情况：限期报销。\n"
        "2.印章方面\n"
        "（三）公章管理松散\n"
        "整改情况：专人保管。"
    )
    assert titles_of(text) == ["账目不清", "报销拖延", "公章管理松散"]
    assert sections_of(text) == [(1, "1.", "财务方面"), (1, "2.", "印章方面")]
