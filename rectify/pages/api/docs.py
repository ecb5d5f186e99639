"""How the API is described: to programs as an OpenAPI schema, to people as a page."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from drf_spectacular.views import SpectacularAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings

from rectify.pages.api.paging import MOST_A_PAGE, PAGE_SIZE
from rectify.pages.api.views import LISTS, Public
from rectify.pages.page import Crumb, Page, absolute


class Schema(Public, SpectacularAPIView):
    """The schema as YAML, or as JSON where the Accept header asks for it."""

    schema = None

    def _get_schema_response(self, request: Request) -> Response:
        return Response(schema_in(get_language() or settings.LANGUAGE_CODE))


@cache
def schema_in(language: str) -> dict[str, Any]:
    """The schema with its words in this language. Nothing but the code changes it, and it takes a while to make."""
    with override(language):
        return SpectacularAPIView.generator_class().get_schema(request=None, public=True)


def docs(request: HttpRequest) -> HttpResponse:
    """What can be asked, in words; the interactive description is loaded when the reader comes to it."""
    page = Page(
        title=_("数据接口"),
        path=request.path,
        room="about",
        summary=_("本站的全部数据都可以用程序读取：JSON 格式，无需注册，筛选条件与页面相同。"),
        crumbs=[Crumb(_("数据集"), reverse("dataset"))],
    )
    lists = [(reverse(f"api_{name}"), view.title) for name, view in LISTS.items()]
    context = {
        "page": page,
        "lists": lists,
        "page_size": PAGE_SIZE,
        "most_a_page": MOST_A_PAGE,
        "rate": api_settings.DEFAULT_THROTTLE_RATES["anon"].split("/")[0],
        "dataset_path": reverse("dataset"),
        "example": absolute(f"{reverse('api_problems')}?status=in_progress&status=phased"),
        "schema_url": reverse("api_schema"),
        "schema_json": f"{reverse('api_schema')}?format=json",
    }
    return render(request, "pages/api.html", context)
