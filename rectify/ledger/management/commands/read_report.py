"""Print what a published document says, as JSON lines or as text. Reads files only; no database is touched."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from rectify.reading import Document, Reading, ReadingError, read
from rectify.reading.explain import explained, readable
from rectify.reading.formats import extract, extract_path
from rectify.reading.formats.refusals import Refusal


class Command(BaseCommand):
    help = "读取公开的整改情况通报、反馈通报、进驻通报（.txt .html .docx .pdf .xlsx），不写数据库。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="文件；- 为标准输入")
        parser.add_argument(
            "--format", choices=("jsonl", "text"), default="jsonl", help="每行一个 JSON，或便于阅读的文本"
        )
        parser.add_argument("--doubts", action="store_true", help="只列出需要人工核对的地方")
        parser.add_argument("--explain", action="store_true", help="逐行打印原文及其角色")

    def handle(self, *args: Any, paths: list[str], **options: Any) -> None:
        failed = False
        for path in paths:
            try:
                reading = read(_document(path))
            except ReadingError as error:
                failed = True
                self.stderr.write(_said_of(path, error))
                continue
            self._print(reading, path if len(paths) > 1 else None, options)
        if failed:
            sys.exit(1)

    def _print(self, reading: Reading, source: str | None, options: dict[str, Any]) -> None:
        if options["explain"]:
            lines = explained(reading)
        else:
            records = reading.doubts if options["doubts"] else list(reading.records())
            if source is not None:
                records = [{**record, "source": source} for record in records]
            as_text = options["format"] == "text"
            lines = (readable(record) if as_text else json.dumps(record, ensure_ascii=False) for record in records)
        if source is not None and (options["explain"] or options["format"] == "text"):
            self.stdout.write(f"== {source}")
        for line in lines:
            self.stdout.write(line)


def _said_of(path: str, error: ReadingError) -> str:
    """The message with the path as it was given: 路径：什么问题，在哪里，怎么办."""
    name = "标准输入" if path == "-" else path
    return str(error.named(name)) if isinstance(error, Refusal) else f"{name}：{error}"


def _document(path: str) -> Document:
    if path == "-":
        return extract(sys.stdin.buffer.read(), None)
    return extract_path(path)
