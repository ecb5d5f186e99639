"""Whatever bytes come in: a document, or one clear message; and the same bytes give the same document."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rectify.reading.formats import Document, Limits, ReadingError, extract
from tests.reading.formats.documents import REPORT, report_pdf, saved, word, workbook

LIMITS = Limits(seconds=20)
NAMES = st.sampled_from(["a.txt", "a.html", "a.docx", "a.pdf", "a.xlsx", "a", None])
WHOLE = {
    "pdf": report_pdf(),
    "docx": saved(word(*REPORT)),
    "xlsx": saved(workbook([["序号", "问题"], [1, "台账不清"]])),
    "html": "<!DOCTYPE html><html><body><h1>通报</h1><table><tr><td>甲<td>乙</table><p>正文一段。</body></html>".encode(),
}
HTML_PIECES = st.lists(
    st.sampled_from(
        "<p> </p> <br> <div> </div> <table> <tr> <td rowspan=3> <td colspan=2> </table> <ol start=3> <li> </ol> <a> </a> <span "
        "style=display:none> <pre> </pre> <!-- --> <script> </script> 已完成。 一是加强学习， &nbsp; \t \n &#x3000; &#55296;".split(
            " "
        )
    ),
    max_size=60,
)


def document_or_message(data: bytes, name: str | None) -> Document | None:
    message = ""
    try:
        document = extract(data, name, LIMITS)
    except ReadingError as error:
        message = str(error)
    if message:
        assert message.startswith(name or "文档")
        return None
    assert document.text.strip()
    assert document.text.encode()
    return document


@given(data=st.binary(max_size=400), name=NAMES)
@settings(max_examples=150, deadline=None)
def test_arbitrary_bytes(data, name):
    document_or_message(data, name)


# A zero byte tells UTF-16 without its mark ("0\\0" is "0" there); no text that people write has one.
WRITTEN = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=300)


@given(text=WRITTEN, encoding=st.sampled_from(["utf-8", "utf-16", "gb18030"]))
@settings(max_examples=150, deadline=None)
def test_arbitrary_text(text, encoding):
    document = document_or_message(text.encode(encoding, "replace"), "a.txt")
    if document and encoding == "utf-8" and document.form == "txt":
        assert document.text.replace("\r", "").replace("\n", "") == text.removeprefix("\ufeff").replace(
            "\r", ""
        ).replace("\n", "")


@given(pieces=HTML_PIECES)
@settings(max_examples=25, deadline=None)
def test_arbitrary_pages(pieces):
    page = ("<html><body>" + "".join(pieces)).encode()
    document = document_or_message(page, "a.html")
    if document:
        assert not any(set(line) & set("\n\r\v\f\x85\u2028\u2029") for line in document.lines)
        assert all(line == line.strip(" \u3000\xa0") or "\t" in line for line in document.lines)


@given(form=st.sampled_from(sorted(WHOLE)), data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_damaged_documents(form, data):
    whole = bytearray(WHOLE[form])
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    document_or_message(bytes(whole), f"a.{form}")


def test_the_same_bytes_give_the_same_document():
    for form, whole in WHOLE.items():
        assert extract(whole, f"a.{form}") == extract(whole, f"a.{form}")
