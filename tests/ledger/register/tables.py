"""A small register of two invented units, written as an office would, and ways to change it."""

import csv
from io import StringIO
from pathlib import Path

from django.core.management import call_command

SMALL = {
    "rounds": """
        slug,name,committee,level,term,number,source_address
        heshan-5-2,五届鹤山市委第二轮巡察,中共鹤山市委员会,city,5,2,https://example.org/notice
    """,
    "units": """
        slug,name,short_name,name_en,aliases,former_names,kind,place
        lantian,蓝田镇,,Lantian Town,,蓝田乡,township,鹤山市
        qinghe,清河局,,,清河管理局;清河所,,city_department,鹤山市
    """,
    "inspections": """
        round,unit,kind,team,started,ended,feedback
        heshan-5-2,lantian,常规巡察,市委第一巡察组,2024-03-01,2024-04-30,2024-05-20
        heshan-5-2,qinghe,专项巡察,市委第二巡察组,'2024-03,,
    """,
    "reports": """
        round,unit,number,kind,party_body,published,as_of,completeness,read_by,phone,email,post,hours,contact_until,declared_findings
        heshan-5-2,lantian,1,rectification,中共蓝田镇委员会,2024-11-30,2024-10-31,full,hand,0123-5550101;5550102,a@example.org,鹤山市青石路1号,,'2024-12,
    """,
    "sections": """
        round,unit,number,parent,level,marker,label,area,report
        heshan-5-2,lantian,1,,1,(一),决策部署落实不够,policy,1
        heshan-5-2,lantian,2,1,2,'1.,学习不够,,1
        heshan-5-2,lantian,3,,1,(二),从严治党不力,discipline,1
        heshan-5-2,lantian,4,,1,三,意见建议,recommendations,1
    """,
    "problems": """
        round,unit,number,kind,section,marker,label,status,deadline,deadline_text,declared_measures,topics,report
        heshan-5-2,lantian,1,problem,2,'(1),学习流于形式,completed,,,2,,1
        heshan-5-2,lantian,2,problem,2,'(2),联系实际不紧,in_progress,2024-12-31,12月底前,,,1
        heshan-5-2,lantian,3,problem,3,'1.,公车管理不严,completed_ongoing,,,,,1
        heshan-5-2,lantian,4,recommendation,4,'1.,完善议事规则,unstated,,,,,1
    """,
    "measures": """
        round,unit,problem,number,marker,label,report
        heshan-5-2,lantian,1,1,①,制订学习计划,1
        heshan-5-2,lantian,1,2,②,每月交流一次,1
        heshan-5-2,lantian,3,1,,公布派车单,1
    """,
    "claims": """
        round,unit,report,what,value
        heshan-5-2,lantian,1,problems_total,3
        heshan-5-2,lantian,1,problems_completed,2
        heshan-5-2,lantian,1,problems_rate,66.7
    """,
}


def small_register(folder: Path, *names: str) -> Path:
    """Write the small register, or these tables of it, into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names or SMALL:
        text = "\n".join(line.strip() for line in SMALL[name].strip().split("\n"))
        (folder / f"{name}.csv").write_text(text + "\n", encoding="utf-8-sig")
    return folder


def rows_of(folder: Path, table: str) -> list[dict[str, str]]:
    text = (folder / f"{table}.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


def write_rows(folder: Path, table: str, rows: list[dict[str, str]]) -> None:
    with (folder / f"{table}.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def correct(folder: Path, table: str, row: int, **cells: str) -> None:
    """Set cells of a row; rows count as in a spreadsheet, the header being row 1."""
    rows = rows_of(folder, table)
    rows[row - 2] |= cells
    write_rows(folder, table, rows)


def remove(folder: Path, table: str, row: int) -> dict[str, str]:
    rows = rows_of(folder, table)
    gone = rows.pop(row - 2)
    write_rows(folder, table, rows)
    return gone


def add(folder: Path, table: str, **cells: str) -> None:
    """Add a row; what is not given is empty."""
    rows = rows_of(folder, table)
    write_rows(folder, table, [*rows, dict.fromkeys(rows[0], "") | cells])


def load(path: Path, *options: str) -> str:
    """Load as the command line does; what it prints."""
    out = StringIO()
    call_command("load_register", str(path), *options, stdout=out)
    return out.getvalue()


def export(path: Path, *options: str) -> Path:
    call_command("export_register", str(path), *options, stdout=StringIO())
    return path
