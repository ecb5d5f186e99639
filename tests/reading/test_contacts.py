"""Whom the public may reach, in whatever layout."""

import pytest

from rectify.reading.contacts import contacts_in, read_contacts
from tests.reading.sample import PREFACE, only


@pytest.mark.parametrize(
    ("text", "phones"),
    [
        ("联系电话：0512-66321100、66321101", ["0512-66321100", "66321101"]),
        ("举报电话：13812345678/0755-2345678", ["13812345678", "0755-2345678"]),
        ("联系电话（010）66554433 转 6012", ["(010)66554433 转 6012"]),
        ("电 话：0417-8234567 地 址：长河县中心街12号", ["0417-8234567"]),
        ("电话：（0431）8765 4321", ["(0431)8765 4321"]),
        ("监督电话：机关党委0734-5236699；巡察办0734-5238800", ["0734-5236699", "0734-5238800"]),
        ("联系方式:23206006", ["23206006"]),
        ("传真：0512-66321199", []),
        ("邮编：215500", []),
        ("提高电话接听率", []),
    ],
)
def test_telephones(text, phones):
    assert contacts_in(text)["phone"] == phones


def test_every_label_takes_its_own():
    line = "电话：0512-66321100；传真：0512-66321199；通讯地址：云岭县建设路18号水利局（邮编：215500）；电子邮箱：slj@example.com。"
    found = contacts_in(line)
    assert found["phone"] == ["0512-66321100"]
    assert found["fax"] == ["0512-66321199"]
    assert found["post"] == "云岭县建设路18号水利局"
    assert found["postcode"] == "215500"
    assert found["email"] == ["slj@example.com"]


def test_a_mailbox_number_is_an_address():
    assert contacts_in("专门邮政信箱：云岭县第003号信箱，邮编：215500")["post"] == "云岭县第003号信箱"


def test_where_letters_go_without_a_label():
    assert contacts_in("来信请寄：云岭县文昌路18号财政局（邮编345600）")["post"] == "云岭县文昌路18号财政局"


def test_a_value_on_the_next_line():
    found = contacts_in("联系电话：\n0512-66321100\n电子邮箱：\nslj@example.com")
    assert (found["phone"], found["email"]) == (["0512-66321100"], ["slj@example.com"])


def test_hours():
    assert contacts_in("受理电话的时间为：早8:00—晚20:00")["hours"] == "8:00-20:00"
    assert contacts_in("接听时间：工作日8:30至12:00，下午14:30至18:00")["hours"] == "8:30-12:00,14:30-18:00"


def test_numbers_inside_items_are_not_contacts():
    item = ("1.关于热线不畅的问题。", "整改措施：开通服务热线电话：0512-11112222。", "整改进展：已完成。")
    lines = (PREFACE, *item, *["继续推进。"] * 6, "联系电话：0512-66321100")
    assert read_contacts(*only("report", *lines))["phone"] == ["0512-66321100"]
