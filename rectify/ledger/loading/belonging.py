"""To whom a report belongs: the unit by its names, the round by what the publication says, the report by its date."""

import re
from dataclasses import dataclass

from rectify.ledger.choices import Level, ReportKind, UnitKind
from rectify.ledger.dates import PartialDate
from rectify.ledger.loading.incoming import Record
from rectify.ledger.loading.matching import plain_marker
from rectify.ledger.models import Document, Inspection, Report, Round, Unit
from rectify.ledger.models.inspections import pinyin

_ROUND = re.compile(r"([一二三四五六七八九十百\d]{1,4})届(.{0,12}?)第?([一二三四五六七八九十百\d]{1,4})轮")
#: Last characters of a name, longest first, and the kind of unit that they tell.
_KINDS = (
    ("大学", UnitKind.UNIVERSITY), ("学院", UnitKind.UNIVERSITY), ("医院", UnitKind.HOSPITAL),
    ("公司", UnitKind.COMPANY), ("集团", UnitKind.COMPANY), ("街道", UnitKind.TOWNSHIP),
    ("新区", UnitKind.FUNCTION_AREA), ("开发区", UnitKind.FUNCTION_AREA), ("示范区", UnitKind.FUNCTION_AREA),
    ("高新区", UnitKind.FUNCTION_AREA), ("镇", UnitKind.TOWNSHIP), ("乡", UnitKind.TOWNSHIP),
    ("县", UnitKind.COUNTY), ("区", UnitKind.COUNTY), ("旗", UnitKind.COUNTY),
)  # fmt: skip
_DEPARTMENT_OF = {
    "省": UnitKind.PROVINCIAL_DEPARTMENT,
    "市": UnitKind.CITY_DEPARTMENT,
    "县": UnitKind.COUNTY_DEPARTMENT,
}
_LEVELS = (("中央", Level.CENTRAL), ("省委", Level.PROVINCIAL), ("自治区党委", Level.PROVINCIAL), ("市委", Level.CITY),
           ("县委", Level.COUNTY), ("区委", Level.COUNTY), ("旗委", Level.COUNTY))  # fmt: skip


class CannotPlace(ValueError):
    """The report cannot be put anywhere without being told more; the message says what to give."""


@dataclass
class Belonging:
    """Finds, or makes, the rows that a report hangs from. What the caller gives overrules what the text says."""

    round: Round | None = None
    unit: Unit | None = None
    round_name: str = ""

    def inspection_of(self, record: Record, round_name: str | None) -> Inspection:
        """The inspection that this report or notice is about, made if the ledger has none. Raises CannotPlace."""
        unit = self.unit or unit_named(record.get("unit") or "", record.get("aliases") or [])
        if unit is None and not record.get("unit"):
            raise CannotPlace(f"第 {record['line']} 行起的文本没有说明属于哪个单位：请用 --unit 指定。")
        round_name = self.round_name or round_name
        round_ = self.round or round_named(round_name)
        if round_ is None and unit is not None:
            known = [i for i in unit.inspections.select_related("round", "unit") if _same_feedback(i, record)]
            if len(known) == 1:
                return known[0]
        unit = unit or make_unit(record["unit"], record)
        round_ = round_ or make_round(round_name, record)
        inspection, _ = Inspection.objects.get_or_create(unit=unit, round=round_)
        return inspection


def unit_named(name: str, aliases: list[str]) -> Unit | None:
    """The unit that goes by one of these names; None if none does, or if several do."""
    wanted = {name, *aliases} - {""}
    exact = Unit.objects.filter(name__in=wanted).first()
    if exact or not wanted:
        return exact
    found = [unit for unit in Unit.objects.all() if wanted & set(unit.names())]
    return found[0] if len(found) == 1 else None


def round_named(name: str | None) -> Round | None:
    """The round of this name, or of this term and number under a committee of the same level; None if unclear."""
    if not name:
        return None
    exact = Round.objects.filter(name=name).first()
    match = _ROUND.search(name)
    if exact or not match:
        return exact
    found = Round.objects.filter(term=number_in(match[1]), number=number_in(match[3]), level=level_of(match[2]))
    return found.first() if found.count() == 1 else None


def make_round(name: str | None, record: Record) -> Round:
    """A round for a report whose round the ledger does not have: by its name, else by committee and year."""
    team = record.get("team") or ""
    committee = re.split(r"第|巡[视察]", team)[0]
    act = "巡视" if "巡视" in team or "巡视" in (record.get("inspection_kind") or "") else "巡察"
    year = next((str(record[key])[:4] for key in ("feedback", "started", "published") if record.get(key)), "")
    if not name and not (committee and year):
        raise CannotPlace(
            f"第 {record['line']} 行起的通报没有写明巡视轮次，也看不出派出党组织和年份："
            "请用 --round-name 写明轮次名称，或用 --round 指定已有轮次的网址名。"
        )
    match = _ROUND.search(name or "")
    name = name or f"{committee}{act}（{year}年反馈）"
    known = Round.objects.filter(name=name).first()
    return known or Round.objects.create(
        name=name,
        slug=free_slug(Round, name),
        committee=committee,
        level=level_of(committee or name),
        term=number_in(match[1]) if match else None,
        number=number_in(match[3]) if match else None,
    )


def make_unit(name: str, record: Record) -> Unit:
    return Unit.objects.create(
        name=name, slug=free_slug(Unit, name), kind=kind_of(name), aliases=record.get("aliases") or []
    )


def free_slug(model: type[Unit] | type[Round], name: str) -> str:
    """A short Latin address made of the name's syllables that no other row has."""
    base = re.sub(r"[^a-z0-9]+", "-", pinyin(name)).strip("-")[:42].strip("-") or "unit"
    slug, n = base, 1
    while model.objects.filter(slug=slug).exists():
        n += 1
        slug = f"{base}-{n}"
    return slug


def kind_of(name: str) -> str:
    """What a unit's name tells of its kind; OTHER when it tells nothing."""
    if name.startswith(tuple(_DEPARTMENT_OF)):
        return _DEPARTMENT_OF[name[0]]
    return next((kind for ending, kind in _KINDS if name.endswith(ending)), UnitKind.OTHER)


def level_of(committee: str) -> str:
    """Whose committee: 省委 and the like; a body of its own (a university, a company) where none is named."""
    return next((level for word, level in _LEVELS if word in committee), Level.ORGANISATION)


def number_in(text: str) -> int:
    return int(plain_marker(text))


def report_of(inspection: Inspection, kind: str, record: Record, document: Document) -> Report:
    """The report that this text is: the same place of the same document, else the one of that date (or the only
    undated one) that has no text yet, else a new one (not saved)."""
    reports = list(inspection.reports.filter(kind=kind).select_related("document"))
    for report in reports:
        if report.document_id == document.pk and report.line == record["line"]:
            return report
    published = record.get("published")
    for report in reports:
        if report.published == published and (published or report.document_id is None):
            return report
    unread = [r for r in reports if r.document_id is None and (r.published is None or published is None)]
    if len(unread) == 1:
        return unread[0]
    last = max((r.number for r in inspection.reports.all()), default=0)
    return Report(inspection=inspection, kind=kind, number=last + 1)


def _same_feedback(inspection: Inspection, record: Record) -> bool:
    feedback = record.get("feedback")
    return bool(feedback) and inspection.feedback == PartialDate(feedback)


KIND_OF_NOTICE = {"feedback": ReportKind.FEEDBACK, "mobilisation": ReportKind.MOBILISATION}
