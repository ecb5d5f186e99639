"""`manage.py bench_pages`: how long each page takes, and how many queries, beside bare SQL on the same database.

Meant for a database that `make_sample` has filled. It lives in this room because pages are what it measures.
"""

import time
from argparse import ArgumentParser
from collections.abc import Callable
from statistics import median
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

#: The least that any page must do: one row by its key.
BARE = "SELECT id, label FROM ledger_problem WHERE inspection_id = 1 AND number = 1"
PAGES = (
    "/units/",
    "/units/?unit_kind=city&sort=-rate",
    "/units/?sort=-problems",
    "/units/?q=yunqing",
    "/problems/",
    "/problems/?status=in_progress",
    "/problems/?status=not_done&area=recommendations",
    "/problems/?place=云州",
    "/problems/?unit=sample-77",
    "/problems/?topic=topic-3",
    "/problems/?evidence=no&status=phased&place=云州",
    "/problems/?doubts=yes",
    "/problems/?by=office",
    "/problems/?deadline=passed&sort=deadline",
    "/problems/?sort=-changed",
    "/problems/?sort=status",
    "/problems/?after=12000~3",
    "/problems/?q=问题",
    "/problems/?q=题",
    "/problems/?q=问题&sort=-changed",
    "/problems/?q=问题&status=not_done&area=recommendations",
    "/problems/?q=公务接待制度",
    "/problems/?q=没有这个词",
    "/measures/",
    "/measures/?q=台账",
    "/measures/?status=not_done&evidence=yes",
    "/measures/?topic=topic-2&status=phased&area=oversight",
)


class Command(BaseCommand):
    help = "测量列表页面的用时和查询数（数据库宜先用 make_sample 填充）。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("addresses", nargs="*", default=PAGES, metavar="ADDRESS", help="要测量的地址，默认为各列表")
        parser.add_argument("--times", type=int, default=3, metavar="N", help="每页测量次数，取中位数")

    def handle(self, *, addresses: list[str], times: int, **options: Any) -> None:
        client = Client(headers={"Host": "127.0.0.1", "Accept-Language": "zh-hans"})
        bare = _milliseconds(_bare_query, max(times, 20))[0]
        self.stdout.write(f"{connection.vendor}，单条 SQL {bare:.2f} ms；用时为中位数，CPU 为本进程所用\n")
        self.stdout.write(f"{'ms':>7} {'CPU':>6} {'SQL':>4} {'KB':>5} {'倍数':>6}  地址")
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                response = client.get(address)
            # Read now: the next request empties the log.
            n_queries = len(queries)
            took, cpu = _milliseconds(lambda address=address: client.get(address), times)
            size = len(response.content) / 1024
            self.stdout.write(
                f"{took:7.0f} {cpu:6.0f} {n_queries:4} {size:5.0f} {took / bare:6.0f}  {address}"
                + (f"  → {response.status_code}" if response.status_code != 200 else "")
            )


def _bare_query() -> None:
    with connection.cursor() as cursor:
        cursor.execute(BARE)
        cursor.fetchall()


def _milliseconds(act: Callable[[], Any], times: int) -> tuple[float, float]:
    """Median wall time and median processor time of this process, in ms."""
    wall, cpu = [], []
    for _ in range(times):
        began, began_cpu = time.perf_counter(), time.process_time()
        act()
        wall.append(1000 * (time.perf_counter() - began))
        cpu.append(1000 * (time.process_time() - began_cpu))
    return median(wall), median(cpu)
