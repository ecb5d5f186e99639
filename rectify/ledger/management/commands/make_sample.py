"""`manage.py make_sample --problems 1000000`: fills an empty scratch database with invented items, to measure with."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from tqdm import tqdm

from rectify.ledger import search
from rectify.ledger.choices import OPEN, Area, DoubtKind, Level, ProblemKind, ReadBy, Speaker, Status, UnitKind
from rectify.ledger.counts import recount
from rectify.ledger.models import Doubt, Inspection, Measure, Problem, Report, Round, Topic, Unit
from rectify.ledger.models.inspections import pinyin

ITEMS_EACH = 43
ROUNDS = 60
SEED = 20261122
AS_OF = "2026-06-30"
_FIRST = "云青白玉金石清泉松柏兰溪梅桐槐杨柳桃荷菱"
_SECOND = "山河溪桥岭湖塘坪洲湾源岗川港台原坡沟垣渡"
_PLACE_ENDS = {UnitKind.CITY: "市", UnitKind.COUNTY: "县", UnitKind.TOWNSHIP: "镇"}
_BODIES = {
    UnitKind.CITY_DEPARTMENT: ("财政局", "教育局", "交通运输局", "住房城乡建设局", "民政局", "水务局"),
    UnitKind.COUNTY_DEPARTMENT: ("农业农村局", "自然资源局", "审计局", "统计局"),
    UnitKind.UNIVERSITY: ("师范学院", "职业技术学院"),
    UnitKind.COMPANY: ("水务集团", "城建集团", "粮食集团"),
    UnitKind.FUNCTION_AREA: ("经济开发区", "高新区"),
    UnitKind.HOSPITAL: ("人民医院",),
}
_SUBJECTS = (
    "理论学习", "意识形态责任制", "重点项目推进", "生态环境整治", "营商环境", "民生资金管理", "公务接待", "工程招投标",
    "干部选拔任用", "党员教育管理", "基层党组织建设", "民主生活会", "审计指出事项", "历次巡察反馈", "廉政风险防控",
    "“三重一大”决策", "国有资产出租", "津贴补贴发放", "安全生产监管", "乡村道路养护",
)  # fmt: skip
_FAULTS = (
    "落实不到位问题", "存在薄弱环节", "重视程度不够", "问题整改不彻底", "制度执行不严", "问题较为突出", "监督流于形式",
    "进度滞后", "问题时有发生", "责任压得不实", "底数不清问题", "标准不高",
)  # fmt: skip
_ACTIONS = (
    "制定管理办法",
    "开展专项检查",
    "召开专题会议",
    "组织业务培训",
    "建立工作台账",
    "完善考核机制",
    "约谈相关负责人",
)
_TOPICS = (
    "形式主义",
    "选人用人",
    "资金管理",
    "工程建设",
    "生态环保",
    "营商环境",
    "党内政治生活",
    "监督执纪",
    "民生保障",
)
_STATUS_WEIGHTS = {
    Status.COMPLETED: 52,
    Status.COMPLETED_ONGOING: 22,
    Status.PHASED: 8,
    Status.IN_PROGRESS: 12,
    Status.NOT_DONE: 1,
    Status.UNSTATED: 5,
}


class Command(BaseCommand):
    help = "用虚构数据填充空的试验数据库，供测量页面速度之用。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--problems", type=int, default=1_000_000, metavar="N", help="反馈问题和意见建议的条数")
        parser.add_argument("--measures", type=int, default=2, metavar="N", help="每条问题的措施数")

    def handle(self, *, problems: int, measures: int, **options: Any) -> None:
        if Unit.objects.exists():
            raise CommandError("数据库里已有单位：虚构数据只能装进空的试验数据库，请用 DATABASE_URL 指向另一个。")
        if problems < 1 or not 0 <= measures <= 20:
            raise CommandError("--problems 应不小于 1，--measures 应在 0 至 20 之间。")
        dice = random.Random(SEED)  # noqa: S311 - the same sample every time
        with transaction.atomic():
            inspections = _inspections(dice, -(-problems // ITEMS_EACH))
            topics = Topic.objects.bulk_create(
                Topic(slug=f"topic-{n}", name=name, position=n) for n, name in enumerate(_TOPICS, 1)
            )
            _items(dice, inspections, problems, measures, [topic.pk for topic in topics], self.stderr.isatty())
            for start in tqdm(range(0, len(inspections), 500), "汇总", disable=not self.stderr.isatty()):
                recount(inspection.pk for inspection in inspections[start : start + 500])
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        self.stdout.write(
            f"{Unit.objects.count()} 个单位，{len(inspections)} 次巡视巡察，{problems} 条问题和意见，"
            f"{problems * measures} 条措施。"
        )


def _inspections(dice: random.Random, n: int) -> list[Inspection]:
    """n inspections of invented units, two rounds or so a unit, each with one report."""
    rounds = Round.objects.bulk_create(
        Round(slug=f"sample-{i}", name=f"虚构省委第{i}轮巡视", level=Level.PROVINCIAL, number=i)
        for i in range(1, ROUNDS + 1)
    )
    units = Unit.objects.bulk_create(list(islice(_units(dice), max(1, n * 3 // 5))), batch_size=500)
    inspections = []
    for i in range(n):
        number = i * ROUNDS // n
        start = date(2012, 3, 1) + timedelta(days=90 * number)
        inspections.append(
            Inspection(
                # Every unit has its first inspection before any unit has its second.
                unit=units[i % len(units)],
                round=rounds[number],
                kind=dice.choice(("常规巡视", "专项巡视", "机动巡视")),
                team=f"虚构省委第{dice.randint(1, 12)}巡视组",
                started=start.isoformat(),
                feedback=(start + timedelta(days=120)).isoformat(),
            )
        )
    inspections = Inspection.objects.bulk_create(inspections, batch_size=500)
    Report.objects.bulk_create(
        [
            Report(inspection=inspection, as_of=AS_OF, published=AS_OF, read_by=ReadBy.MACHINE)
            for inspection in inspections
            # Every tenth unit has not published, as far as this register knows.
            if inspection.pk % 10
        ],
        batch_size=500,
    )
    return inspections


def _units(dice: random.Random) -> Iterator[Unit]:
    places = [a + b for a in _FIRST for b in _SECOND]
    n = 0
    while True:
        place, kind = places[n % len(places)], dice.choice([*_PLACE_ENDS, *_BODIES])
        end = _PLACE_ENDS.get(kind) or dice.choice(_BODIES[kind])
        n += 1
        name = f"{place}{end}" if n <= len(places) else f"{place}第{n // len(places)}{end}"
        # bulk_create passes the model's save by, which would set the sort key.
        yield Unit(slug=f"sample-{n}", name=name, kind=kind, place=f"{place[:1]}州", sort_key=pinyin(name))


def _items(
    dice: random.Random, inspections: list[Inspection], problems: int, measures: int, topics: list[int], bar: bool
) -> None:
    made = (_problem(dice, inspections[n // ITEMS_EACH], n % ITEMS_EACH + 1) for n in range(problems))
    progress = tqdm(total=problems, desc="问题", disable=not bar)
    while chunk := list(islice(made, 5000)):
        Problem.objects.bulk_create(chunk)
        search.index(chunk)
        tagged = Problem.topics.through
        tagged.objects.bulk_create(
            tagged(problem_id=problem.pk, topic_id=topic)
            for problem in chunk
            for topic in dice.sample(topics, dice.choice((0, 1, 1, 2)))
        )
        Doubt.objects.bulk_create(
            Doubt(
                inspection_id=problem.inspection_id, problem=problem, kind=DoubtKind.STATUS_DIFFERS, reason="进展说法不一。",
                key=f"sample-{problem.pk}",
            )
            for problem in chunk
            if problem.pk % 97 == 0
        )  # fmt: skip
        steps = Measure.objects.bulk_create(
            _measure(dice, problem, number) for problem in chunk for number in range(1, measures + 1)
        )
        search.index(steps)
        progress.update(len(chunk))
    for inspection in inspections:
        inspection.next_number = ITEMS_EACH + 1
    Inspection.objects.bulk_update(inspections, ["next_number"], batch_size=500)


def _problem(dice: random.Random, inspection: Inspection, number: int) -> Problem:
    is_last_ones = number > ITEMS_EACH - 3
    status = dice.choices(list(_STATUS_WEIGHTS), list(_STATUS_WEIGHTS.values()))[0]
    if inspection.pk % 10 == 0:
        status = Status.UNSTATED
    stated = status != Status.UNSTATED
    promised = date(2026, 1, 31) + timedelta(days=dice.randrange(0, 900)) if status in OPEN else None
    area = [Area.POLICY, Area.DISCIPLINE, Area.ORGANIZATION, Area.OVERSIGHT][min(3, number // 11)]
    return Problem(
        inspection=inspection,
        number=number,
        position=number,
        kind=ProblemKind.RECOMMENDATION if is_last_ones else ProblemKind.PROBLEM,
        area=Area.RECOMMENDATIONS if is_last_ones else area,
        marker=f"{number}.",
        label=f"{dice.choice(_SUBJECTS)}{dice.choice(_FAULTS)}",
        status=status,
        status_by=Speaker.REPORT if stated else "",
        status_as_of=AS_OF if stated else None,
        deadline=promised,
        changed_at=datetime(2026, 7, 1, tzinfo=UTC) + timedelta(minutes=dice.randrange(200_000)) if stated else None,
    )


def _measure(dice: random.Random, problem: Problem, number: int) -> Measure:
    return Measure(
        problem=problem,
        inspection_id=problem.inspection_id,
        number=number,
        label=f"{dice.choice(_ACTIONS)}，解决{dice.choice(_SUBJECTS)}中的突出情况",
        names_evidence=dice.random() < 0.6,
    )
