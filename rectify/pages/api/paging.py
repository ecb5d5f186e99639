"""Pages of the API's lists: by key, like the lists of the pages, with absolute links to the next and previous one."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from rectify.pages.lists.paging import BadKey, KeyPage, Order, read_page
from rectify.pages.page import absolute

PAGE_SIZE, MOST_A_PAGE = 100, 500
#: The parameters that say which part of a list is wanted, and in which order.
PARAMETERS = ("after", "before", "sort", "page_size")


class KeyPaging(BasePagination):
    """Needs ``orders`` of the view, the first of which is the default, and ``fetch(ids)``, which brings the rows."""

    def paginate_queryset(self, queryset: QuerySet, request: Request, view: APIView | None = None) -> list[Any]:
        parameters = request.query_params
        self.path = request.path
        self.kept = [
            (name, value) for name, values in parameters.lists() for value in values if name not in PARAMETERS[:2]
        ]
        order = _order(view.orders, parameters.get("sort", "").strip())
        size = min(_size(parameters.get("page_size", "").strip()), view.most_a_page)
        after, before = (parameters.get(name, "").strip() for name in ("after", "before"))
        try:
            self.page = read_page(queryset, order, after=after, before=before, size=size)
        except BadKey:
            raise ValidationError([_("看不懂列表的起点（after、before），请照抄 next、previous 中的网址。")]) from None
        return view.fetch(self.page.ids) if self.page.ids else []

    def get_paginated_response(self, data: list[Any]) -> Response:
        page: KeyPage = self.page
        links = {"next": self._link("after", page.next), "previous": self._link("before", page.previous)}
        return Response(links | {"results": data})

    def _link(self, name: str, key: str | None) -> str | None:
        return absolute(f"{self.path}?{urlencode([*self.kept, (name, key)], safe='~')}") if key else None

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": "string", "format": "uri", "nullable": True}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": link, "previous": link, "results": schema},
        }

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        orders = {order.code: str(order.label) for order in view.orders}
        found = [
            _parameter("after", gettext_lazy("从这一项之后开始；取自上一页的 next。")),
            _parameter("before", gettext_lazy("到这一项之前为止；取自本页的 previous。")),
            _parameter(
                "page_size",
                _("每页的项数，最多 %(most)s。") % {"most": view.most_a_page},
                {"type": "integer", "minimum": 1, "default": min(PAGE_SIZE, view.most_a_page)},
            ),
        ]
        if len(orders) > 1:
            words = _("；").join(f"{code or _('（空）')}{_('：')}{label}" for code, label in orders.items())
            found.append(_parameter("sort", words, {"type": "string", "enum": [code for code in orders if code]}))
        return found


def _parameter(name: str, description: Any, schema: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": str(description),
        "schema": schema or {"type": "string"},
    }


def _order(orders: tuple[Order, ...], code: str) -> Order:
    by_code = {order.code: order for order in orders}
    if code and code not in by_code:
        known = _("、").join(other for other in by_code if other)
        message = _("没有“%(sort)s”这种排序；可用的有：%(known)s。") if known else _("这个列表只有一种排序。")
        raise ValidationError([message % {"sort": code[:30], "known": known}])
    return by_code.get(code, orders[0])


def _size(text: str) -> int:
    if not text:
        return PAGE_SIZE
    is_number = text.isascii() and text.isdigit() and len(text) < 5
    if not is_number or not 1 <= int(text) <= MOST_A_PAGE:
        raise ValidationError([_("page_size 应为 1 到 %(most)s 的整数。") % {"most": MOST_A_PAGE}])
    return int(text)
