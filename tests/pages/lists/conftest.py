"""A small ledger with something of everything that lists filter by."""

from dataclasses import dataclass
from datetime import date

import pytest

from rectify.ledger import search
from rectify.ledger.choices import ProblemKind, Status
from rectify.ledger.models import Doubt, Inspection, Measure, Problem, Topic
from tests.ledger.build import a_problem, an_inspection


@dataclass
class SmallLedger:
    qingshi: Inspection
    baishi: Inspection
    roads: Problem
    study: Problem
    funds: Problem
    party: Problem
    advice: Problem


def a_measure(problem: Problem, label: str, number: int = 1, names_evidence: bool | None = None) -> Measure:
    measure = Measure.objects.create(
        problem=problem, inspection=problem.inspection, number=number, label=label, names_evidence=names_evidence
    )
    search.index([measure])
    return measure


@pytest.fixture
def ledger(db: None) -> SmallLedger:
    """青石县 has three problems and a recommendation in round r1, 白石市 one problem in round r2."""
    qingshi = an_inspection(team="省委第一巡视组")
    qingshi.unit.place = "青州"
    qingshi.unit.save()
    baishi = an_inspection("baishi", "白石市", "r2", team="省委第二巡视组", followed=True)
    baishi.unit.kind, baishi.unit.place = "city", "白州"
    baishi.unit.save()
    topic = Topic.objects.create(slug="funds", name="资金管理")
    roads = a_problem(qingshi, "乡村道路养护拖延", Status.IN_PROGRESS, date(2024, 12, 31), area="policy")
    study = a_problem(qingshi, "理论学习问题较多", Status.COMPLETED, area="discipline")
    funds = a_problem(qingshi, "专项资金管理问题", Status.COMPLETED_ONGOING, area="discipline")
    advice = a_problem(
        qingshi, "加强班子建设", Status.COMPLETED, area="recommendations", kind=ProblemKind.RECOMMENDATION
    )
    party = a_problem(baishi, "党建工作ABC平台闲置", Status.NOT_DONE, date(2025, 3, 31), area="organization")
    funds.topics.add(topic)
    Doubt.objects.create(problem=study, inspection=qingshi, kind="status", reason="说法不一", key="k")
    a_measure(roads, "制定养护办法", names_evidence=True)
    a_measure(roads, "召开调度会", 2, names_evidence=False)
    a_measure(study, "开展集中学习", names_evidence=False)
    a_measure(party, "重启平台")
    return SmallLedger(qingshi, baishi, roads, study, funds, party, advice)
