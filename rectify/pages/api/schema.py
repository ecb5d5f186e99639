"""How views become operations of the OpenAPI schema: in the reader's language, from what they already say."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers
from rest_framework.generics import ListAPIView


class ErrorsSerializer(serializers.Serializer):
    """What every answer but a good one holds; see `rectify.pages.api.errors`."""

    errors = serializers.ListField(child=serializers.CharField(), read_only=True, help_text=_("每项一句话"))


class ViewSchema(AutoSchema):
    def get_summary(self) -> str:
        return str(self.view.title)

    def get_description(self) -> str:
        return str(self.view.note)

    def get_tags(self) -> list[str]:
        """Rows stand with their list: ``/api/problems/…``."""
        return [self.path.strip("/").split("/")[1]]

    def get_response_serializers(self) -> dict[int, Any]:
        if isinstance(self.view, ListAPIView):
            other = {400: OpenApiResponse(ErrorsSerializer, str(_("有看不懂的参数")))}
        else:
            other = {404: OpenApiResponse(ErrorsSerializer, str(_("没有，或已撤回")))}
        return {200: self.view.get_serializer(many=isinstance(self.view, ListAPIView))} | other
