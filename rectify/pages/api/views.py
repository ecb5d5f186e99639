"""The ledger as JSON: lists with the filters of the pages, and one row by the key that the register's tables use."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from rectify.ledger.models import Inspection, Round, Topic, Unit
from rectify.pages.api import filters, items, queries, serializers
from rectify.pages.api.filtering import ListFilterBackend
from rectify.pages.api.paging import MOST_A_PAGE, KeyPaging
from rectify.pages.lists import measure_list, problem_list
from rectify.pages.lists.filters import ListFilters
from rectify.pages.lists.measure_filters import MeasureFilters
from rectify.pages.lists.paging import Column, Order, whole, words
from rectify.pages.lists.problem_filters import ProblemFilters
from rectify.pages.lists.problem_list import in_order
from rectify.pages.lists.unit_filters import UnitFilters
from rectify.pages.page import absolute

_ID = Column("pk", whole)
BY_ID = (Order("", _("按载入次序"), (_ID,)),)


class Public(APIView):
    """Open to every site's scripts, kept out of search engines: sentences of source texts may be among the data.

    ``title`` and ``note`` describe the view in the schema.
    """

    title: Promise | str = ""
    note: Promise | str = ""

    @property
    def default_response_headers(self) -> dict[str, str]:
        return super().default_response_headers | {"Access-Control-Allow-Origin": "*", "X-Robots-Tag": "noindex"}


class PublicList(Public, generics.ListAPIView):
    filter_backends = (ListFilterBackend,)
    pagination_class = KeyPaging
    filters: type[ListFilters]
    orders: tuple[Order, ...] = BY_ID
    most_a_page = MOST_A_PAGE

    def fetch(self, ids: Sequence[int]) -> list[Any]:
        """The rows of a page, in the order of their ids."""
        return in_order(self.get_queryset().filter(pk__in=ids).order_by(), ids)


class PublicRow(Public, generics.RetrieveAPIView):
    #: The field of the model that each part of the address names.
    keys: Mapping[str, str] = {"slug": "slug"}

    def get_object(self) -> Any:
        key = {field: self.kwargs[name] for name, field in self.keys.items()}
        found = self.get_queryset().filter(**key).first()
        if found is None:
            raise Http404
        return found


_BELOW_INSPECTION = {"round": "inspection__round__slug", "unit": "inspection__unit__slug", "number": "number"}


class Rounds(PublicList):
    title = _("巡视轮次")
    queryset = Round.objects.all()
    serializer_class = serializers.RoundSerializer
    filters = filters.RoundFilters


class OneRound(PublicRow):
    title = _("一个轮次")
    queryset = Round.objects.all()
    serializer_class = serializers.RoundSerializer


class Units(PublicList):
    title = _("被巡视党组织")
    queryset = Unit.objects.all()
    serializer_class = serializers.UnitSerializer
    filters = UnitFilters
    orders = (Order("", _("按名称"), (Column("sort_key", words), _ID)),)


class OneUnit(PublicRow):
    title = _("一个被巡视党组织")
    queryset = Unit.objects.all()
    serializer_class = serializers.UnitSerializer


class _Inspections(Public):
    queryset = Inspection.objects.select_related("unit", "round")
    serializer_class = serializers.InspectionSerializer


class Inspections(_Inspections, PublicList):
    title = _("巡视巡察，附整改进展")
    note = _("一个单位在一个轮次中是一次巡视巡察。反馈问题和意见建议分别统计；注明进展的不到八成时不计完成率。")
    filters = filters.WholeInspectionFilters

    def fetch(self, ids: Sequence[int]) -> list[Inspection]:
        found = super().fetch(ids)
        queries.add_progress(found)
        return found


class OneInspection(_Inspections, PublicRow):
    title = _("一次巡视巡察，附整改进展")
    keys = {"round": "round__slug", "unit": "unit__slug"}

    def get_object(self) -> Inspection:
        found = super().get_object()
        queries.add_progress([found])
        return found


class Reports(PublicList):
    title = _("通报，附原文出处和公开的联系方式")
    queryset = queries.reports()
    serializer_class = serializers.ReportSerializer
    filters = filters.ReportFilters


class OneReport(PublicRow):
    title = _("一份通报")
    queryset = queries.reports()
    serializer_class = serializers.ReportSerializer
    keys = _BELOW_INSPECTION


class Sections(PublicList):
    title = _("方面和类：通报自己的提纲")
    queryset = queries.sections()
    serializer_class = serializers.SectionSerializer
    filters = filters.SectionFilters


class Problems(PublicList):
    title = _("反馈问题和意见建议，附各方对进展的说法")
    note = _("筛选和排序与“反馈问题”页面相同。")
    queryset = queries.problems()
    serializer_class = items.ProblemSerializer
    filters = ProblemFilters
    orders = problem_list.ORDERS


class OneProblem(PublicRow):
    title = _("一个反馈问题或一条意见建议，附整改措施和责任分工")
    queryset = queries.whole_problems()
    serializer_class = items.WholeProblemSerializer
    keys = _BELOW_INSPECTION


class Measures(PublicList):
    title = _("整改措施")
    note = _("筛选与“整改措施”页面相同。")
    queryset = queries.measures()
    serializer_class = items.MeasureSerializer
    filters = MeasureFilters
    orders = measure_list.ORDERS


class Claims(PublicList):
    title = _("通报的自报数字，与逐条统计核对")
    note = _("只比较同一层次的数字；相差不等于有错，原因见 reason。")
    queryset = queries.claims()
    serializer_class = serializers.ClaimSerializer
    filters = filters.ClaimFilters
    #: The items of every report on a page are counted.
    most_a_page = 100

    def fetch(self, ids: Sequence[int]) -> list[Any]:
        found = super().fetch(ids)
        queries.add_checks(found)
        return found


class Topics(PublicList):
    title = _("共性问题的主题")
    queryset = Topic.objects.all()
    serializer_class = serializers.TopicSerializer
    filters = filters.TopicFilters


#: The lists, by the last part of their address, in the order that a reader meets them.
LISTS: dict[str, type[PublicList]] = {
    "rounds": Rounds, "units": Units, "inspections": Inspections, "reports": Reports, "sections": Sections,
    "problems": Problems, "measures": Measures, "claims": Claims, "topics": Topics,
}  # fmt: skip


class Root(Public):
    """Where everything is."""

    schema = None

    def get(self, request: Request) -> Response:
        lists = {name: absolute(reverse(f"api_{name}")) for name in LISTS}
        about = {"schema": absolute(reverse("api_schema")), "docs": absolute(reverse("api_docs"))}
        return Response(lists | about)


class Missing(Public):
    """Programs get JSON for an address that does not exist, too."""

    schema = None

    def get(self, request: Request, rest: str) -> Response:
        raise Http404
