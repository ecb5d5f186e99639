"""What the API says when it cannot answer: ``{"errors": [...]}``, each a sentence in the reader's language."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler


def answer(error: Exception, context: dict[str, Any]) -> Response | None:
    """The response to an error; None hands it to Django, as a fault of ours."""
    response = exception_handler(error, context)
    if response is not None:
        response.data = {"errors": _sentences(error)}
    return response


def _sentences(error: Exception) -> list[str]:
    match error:
        case exceptions.ValidationError():
            return [str(message) for message in error.detail]
        case exceptions.NotFound() | Http404():
            return [_("没有这个地址，或其内容已撤回。")]
        case exceptions.MethodNotAllowed():
            return [_("这里只能读取（GET）。")]
        case exceptions.NotAcceptable():
            return [_("这里只提供 JSON。")]
        case exceptions.Throttled():
            return [_("请求过于频繁，请在 %(wait)d 秒后再试；要全部数据，可下载数据集。") % {"wait": error.wait or 60}]
        case PermissionDenied():
            return [_("没有权限。")]
        case _:
            return [str(getattr(error, "detail", _("请求有误。")))]
