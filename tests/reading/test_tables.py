"""Tables that list problems row by row."""

from tests.reading.outlines import items_of, outline_of, steps_of

TABLE = (
    "序号\t反馈问题\t整改措施\t责任单位\t完成时限\t整改进展\n"
    "一、财务管理方面\t\t\t\t\t\n"
    "1\t账目不清\t1.核对账目。 2.公开账目。\t财务股、审计股\t2023年9月底\t已完成\n"
    "2\t报销拖延\t限期报销\t财务股\t2024年6月底\t正在推进\n"
)


def test_columns_are_known_by_their_headings():
    first, second = items_of(TABLE)
    assert (first["marker"], first["title"], first["status"]) == ("1", "账目不清", "completed")
    assert steps_of(first) == ["1.核对账目。", "2.公开账目。"]
    assert first["responsible"] == ["财务股", "审计股"]
    assert (second["status"], second["deadline"]) == ("in_progress", "2024-06-30")


def test_places_lie_in_the_cells():
    line = TABLE.split("\n")[2]
    item = items_of(TABLE)[0]
    assert line[item["offset"] :].startswith("账目不清")
    assert line[item["measures"][1]["offset"] :].startswith("公开账目")


def test_a_row_with_one_cell_is_a_heading():
    section = outline_of(TABLE).sections[0]
    assert (section["marker"], section["title"], section["level"]) == ("一、", "财务管理方面", 1)


def test_rows_that_share_a_problem_are_one_item():
    text = "问题\t措施\t是否完成\n账目不清\t核对账目\t是\n\t公开账目\t否\n报销拖延\t限期报销\t是"
    first, second = items_of(text)
    assert (len(first["measures"]), first["end_line"], first["status"]) == (2, 3, "not_done")
    assert second["status"] == "completed"


def test_a_table_for_each_problem():
    text = (
        "问题\t账目不清\n整改措施\t核对账目\n完成情况\t已完成\n问题\t报销拖延\n整改措施\t限期报销\n完成情况\t基本完成"
    )
    assert [(item["title"], item["status"]) for item in items_of(text)] == [
        ("账目不清", "completed"),
        ("报销拖延", "phased"),
    ]
