"""What a measure names that somebody could check."""

from rectify.reading.evidence import evidence_of

TEXT = "印发《关于加强水利工程管理的通知》（云水发〔2023〕13号），2023年3月12日召开党组会议，培训干部120余人次，追回3.5万元。"


def test_facts_with_their_places():
    facts = evidence_of(TEXT)
    assert [row["title"] for row in facts["documents"]] == ["关于加强水利工程管理的通知"]
    assert [(row["year"], row["number"]) for row in facts["numbers"]] == [(2023, 13)]
    assert [row["date"] for row in facts["dates"]] == ["2023-03-12"]
    assert [row["yuan"] for row in facts["money"]] == [35_000]
    assert [(row["value"], row["unit"]) for row in facts["counts"]] == [(120, "人次")]
    assert [row["text"] for row in facts["meetings"]] == ["党组会议"]
    assert facts["names_anything"]
    for rows in facts.values():
        for row in rows if isinstance(rows, list) else []:
            assert TEXT[row["offset"] :].startswith(row.get("title") or row["text"])


def test_nothing_to_check():
    facts = evidence_of("进一步提高思想认识，持续加强学习，落实“三个一”要求。")
    assert not facts["names_anything"]


def test_a_title_in_a_title_is_one_document():
    assert [row["title"] for row in evidence_of("印发《〈条例〉实施办法》和《细则》")["documents"]] == [
        "〈条例〉实施办法",
        "细则",
    ]


def test_an_open_title_swallows_nothing():
    assert evidence_of("印发《办法，并于3月5日召开会议。")["dates"]
