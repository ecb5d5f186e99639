"""Read published documents and load their reports and notices into the ledger."""

import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from tqdm import tqdm

from rectify.ledger.loading.belonging import CannotPlace
from rectify.ledger.loading.load import Loaded, NothingToLoad, load_reading
from rectify.ledger.models import Round, Unit
from rectify.ledger.reconciliation import differing_claims
from rectify.ledger.terminal import as_table
from rectify.ledger.upkeep import refresh_statistics
from rectify.reading import ReadingError, read
from rectify.reading.formats import extract_path
from rectify.reading.formats.refusals import Refusal


class Command(BaseCommand):
    help = "读取公开的整改情况通报、反馈通报、进驻通报（.txt .html .docx .pdf .xlsx），载入台账。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="文件；可以一次给多个")
        parser.add_argument("--round", help="巡视轮次的网址名，如 liaoning-12-9")
        parser.add_argument("--round-name", default="", help="巡视轮次的名称；台账中没有就新建一个")
        parser.add_argument("--unit", help="单位的网址名，如 faku（只能用于单独一份通报）")
        parser.add_argument("--source", default="", help="公开网址")
        parser.add_argument("--retrieved", type=date.fromisoformat, help="取得日期，如 2026-11-22")

    def handle(self, paths: list[Path], **options: Any) -> None:
        round_ = _known(Round, options["round"], "--round")
        unit = _known(Unit, options["unit"], "--unit")
        readings = []
        for path in tqdm(paths, desc="读取", unit="份", file=sys.stderr, disable=None):
            try:
                readings.append(read(extract_path(path)))
            except Refusal as refusal:
                raise CommandError(str(refusal.named(str(path)))) from None
            except (ReadingError, OSError) as error:
                raise CommandError(f"{path}：{error}") from None
        loaded: list[Loaded] = []
        with transaction.atomic():
            for path, reading in zip(paths, readings, strict=True):
                try:
                    loaded += load_reading(
                        reading, round_=round_, round_name=options["round_name"], unit=unit, source_address=options["source"],
                        retrieved_on=options["retrieved"], progress=_bar,
                    )  # fmt: skip
                except (NothingToLoad, CannotPlace) as error:
                    raise CommandError(f"{path}：{error}没有载入任何内容。") from None
        refresh_statistics()
        self._print(loaded)

    def _print(self, loaded: list[Loaded]) -> None:
        heads = ("单位", "事项", "对上", "新增", "撤回", "措施", "对上", "待核", "数字有差异")
        rows = [
            (
                entry.report.inspection.unit.name, entry.tally.items, entry.tally.joined, entry.tally.added,
                entry.tally.withdrawn, entry.tally.measures, entry.tally.measures_joined, entry.tally.doubts,
                len(differing_claims(entry.report)),
            )
            for entry in loaded
        ]  # fmt: skip
        self.stdout.write(as_table([heads, *rows]))
        changed = sum(entry.tally.changed for entry in loaded)
        self.stdout.write(f"{len(loaded)} 份通报，{changed} 处变动。" if changed else "与台账一致，没有变动。")


def _known(model: type[Round] | type[Unit], slug: str | None, option: str) -> Any:
    if slug is None:
        return None
    row = model.objects.filter(slug=slug).first()
    if row is None:
        raise CommandError(f"{option} {slug}：台账中没有这个网址名。")
    return row


def _bar(rows: list[Any]) -> Any:
    return tqdm(rows, desc="载入", unit="份", file=sys.stderr, disable=None)
