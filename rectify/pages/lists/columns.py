"""The columns of the lists' data forms: key in JSON, heading in tables, and how a row gives its value.

Values are text, whole numbers, dates or None. Headings are data, Chinese in every language of the interface.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from rectify.ledger.choices import Area, Completeness, ProblemKind, Speaker, Status, UnitKind
from rectify.ledger.reporting.cells import Value, outline, words_of
from rectify.pages.lists.unit_list import UnitRow
from rectify.pages.page import absolute


@dataclass(frozen=True)
class DataColumn:
    key: str
    heading: str
    value: Callable[[Any], Value]


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def _link(row: Any) -> str:
    return absolute(row.get_absolute_url())


PROBLEM_COLUMNS = (
    DataColumn("unit", "单位", lambda p: p.inspection.unit.name),
    DataColumn("unit_slug", "单位网址名", lambda p: p.inspection.unit.slug),
    DataColumn("round", "巡视轮次", lambda p: p.inspection.round.name),
    DataColumn("team", "巡视组", lambda p: p.inspection.team),
    DataColumn("number", "编号", lambda p: p.number),
    DataColumn("kind", "类别", lambda p: words_of(ProblemKind)[p.kind]),
    DataColumn("area", "领域", lambda p: words_of(Area)[p.area]),
    DataColumn("outline", "方面和类", outline),
    DataColumn("marker", "原序号", lambda p: p.marker),
    DataColumn("problem", "问题", lambda p: p.name),
    DataColumn("title", "原标题", lambda p: p.title),
    DataColumn("topics", "主题", lambda p: [topic.name for topic in p.topics.all()]),
    DataColumn("status", "进展", lambda p: words_of(Status)[p.status]),
    DataColumn("status_by", "进展来源", lambda p: words_of(Speaker)[p.status_by]),
    DataColumn("as_of", "进展截至", lambda p: p.status_as_of or ""),
    DataColumn("deadline", "时限", lambda p: p.deadline),
    DataColumn("measures", "措施数", lambda p: p.measures_n),
    DataColumn("changed", "最近变动", lambda p: _day(p.changed_at)),
    DataColumn("link", "网址", _link),
)

_EVIDENCE = {True: "是", False: "否", None: "未载入原文"}
MEASURE_COLUMNS = (
    DataColumn("unit", "单位", lambda m: m.problem.inspection.unit.name),
    DataColumn("unit_slug", "单位网址名", lambda m: m.problem.inspection.unit.slug),
    DataColumn("round", "巡视轮次", lambda m: m.problem.inspection.round.name),
    DataColumn("problem_number", "问题编号", lambda m: m.problem.number),
    DataColumn("problem", "问题", lambda m: m.problem.name),
    DataColumn("area", "领域", lambda m: words_of(Area)[m.problem.area]),
    DataColumn("status", "问题进展", lambda m: words_of(Status)[m.problem.status]),
    DataColumn("number", "措施编号", lambda m: m.number),
    DataColumn("marker", "原序号", lambda m: m.marker),
    DataColumn("measure", "措施", lambda m: m.name),
    DataColumn("names_evidence", "写明文件、日期或数字", lambda m: _EVIDENCE[m.names_evidence]),
    DataColumn("link", "网址", lambda m: f"{_link(m.problem)}#m{m.number}"),
)


def _rate(row: UnitRow) -> float | None:
    return None if row.progress.rate is None else round(row.progress.rate, 4)


UNIT_COLUMNS = (
    DataColumn("unit", "单位", lambda r: r.unit.name),
    DataColumn("unit_slug", "单位网址名", lambda r: r.unit.slug),
    DataColumn("unit_kind", "单位类别", lambda r: words_of(UnitKind)[r.unit.kind]),
    DataColumn("place", "所在地", lambda r: r.unit.place),
    DataColumn("round", "巡视轮次", lambda r: r.inspection.round.name if r.inspection else ""),
    DataColumn("inspection_kind", "巡视类型", lambda r: r.inspection.kind if r.inspection else ""),
    DataColumn("team", "巡视组", lambda r: r.inspection.team if r.inspection else ""),
    DataColumn("problems", "反馈问题", lambda r: r.progress.total),
    DataColumn("completed", "已完成", lambda r: r.progress["completed"]),
    DataColumn("completed_ongoing", "已完成并长期坚持", lambda r: r.progress["completed_ongoing"]),
    DataColumn("phased", "阶段性完成", lambda r: r.progress["phased"]),
    DataColumn("in_progress", "正在整改", lambda r: r.progress["in_progress"]),
    DataColumn("not_done", "未完成", lambda r: r.progress["not_done"]),
    DataColumn("unstated", "未注明进展", lambda r: r.progress["unstated"]),
    DataColumn("rate", "自报完成率", _rate),
    DataColumn("recommendations", "意见建议", lambda r: r.recommendations.total),
    DataColumn("as_of", "数据截至", lambda r: (r.report.word_date or "") if r.report else ""),
    DataColumn("report", "整改情况通报", lambda r: "已载入" if r.is_loaded else "未载入"),
    DataColumn("completeness", "完整程度", lambda r: words_of(Completeness)[r.report.completeness] if r.report else ""),
    DataColumn("link", "网址", lambda r: absolute(r.link)),
)
