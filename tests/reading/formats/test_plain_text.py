"""Plain text: encodings, line ends, and what is no text."""

import codecs

import pytest

from rectify.reading.formats import Limits, ReadingError, extract, extract_path

TEXT = "一、整改情况\n（一）关于学习的问题。\n\n　　整改进展：已完成。㐂"
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_text_is_the_same_in_every_encoding(encoding):
    document = extract(TEXT.encode(encoding), "a.txt")
    assert document.text == TEXT
    assert document.form == "txt"


def test_gbk_and_gb2312_are_read():
    assert extract("整改情况：已完成。".encode("gb2312"), "a.txt").encoding == "gb18030"
    assert extract("整改情况：已完成，镕。".encode("gbk"), "a.txt").text.endswith("镕。")


def test_utf16_big_endian_with_its_mark():
    assert extract(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "a.txt").text == TEXT


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "gb18030"])
def test_crlf_is_lf(encoding):
    assert extract(TEXT.replace("\n", "\r\n").encode(encoding), "a.txt").text == TEXT


def test_a_lone_cr_is_a_character_unless_it_is_the_only_line_end():
    assert extract("一\r二\n三".encode(), "a.txt").lines == ["一\r二", "三"]
    assert extract("一\r二\r三".encode(), "a.txt").lines == ["一", "二", "三"]


def test_other_separators_and_white_space_stay():
    text = "  一\x0b二\u2028三\t四\u3000\n\n五\x85六\n"
    assert extract(text.encode(), "a.txt").text == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_a_character_that_the_end_cuts_in_two_is_left_out(encoding):
    whole = "整改进展情况通报，" * 20 + "完"
    assert extract(whole.encode(encoding)[:-1], "a.txt").text == whole[:-1]


def test_damage_is_named_with_its_line():
    data = ("第一行正常。\n" * 40).encode() + b"\xff\xff" + "后面也正常。\n".encode()
    with pytest.raises(ReadingError, match=r"a\.txt：第41行（第[\d,]+字节）不是有效的UTF-8编码：请"):
        extract(data, "a.txt")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "是空的"),
        (b"   \n\n", "没有可读的文字"),
        (b"\x00\x01\x02\x03" * 50, "不是文本"),
        (b"abc\x00def", "不是文本"),
        (bytes(range(1, 32)) * 9, "不是文本"),
        (bytes(range(128, 256)) * 9, "编码无法识别"),
    ],
)
def test_what_is_no_text_is_refused(data, message):
    with pytest.raises(ReadingError, match=message):
        extract(data, "a.txt")


def test_limits_of_size_and_characters():
    with pytest.raises(ReadingError, match="有6字节，超过上限5字节"):
        extract(b"abcdef", "a.txt", Limits(file_bytes=5))
    with pytest.raises(ReadingError, match="超过5个字符"):
        extract(b"abcdef", "a.txt", Limits(characters=5))


def test_a_path_that_cannot_be_opened(tmp_path):
    with pytest.raises(ReadingError, match=r"nowhere\.txt：打不开（没有这个文件）"):
        extract_path(tmp_path / "nowhere.txt")
    with pytest.raises(ReadingError, match="打不开"):
        extract_path(tmp_path)
    with pytest.raises(ReadingError, match="打不开"):
        extract_path("a\0b")


def test_a_path_gives_its_name(tmp_path):
    path = tmp_path / "通报.txt"
    path.write_text(TEXT, "utf-8")
    assert extract_path(path).name == "通报.txt"
    with pytest.raises(ReadingError, match="超过上限10字节"):
        extract_path(path, Limits(file_bytes=10))


def test_without_a_name_messages_name_the_document():
    with pytest.raises(ReadingError, match=r"^文档：文件是空的"):
        extract(b"", None)
