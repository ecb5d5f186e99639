"""Radicals that PDF producers write where a character of the same shape is meant: ⽔ for 水, ⻘ for 青.

A font has one glyph for both, and a producer that goes from glyphs back to characters may take the wrong one. On the page
nobody sees it; a search for the word would never find it.
"""

import unicodedata

_SUPPLEMENT = dict(
    zip(
        "⺋⺎⺏⺐⺒⺓⺕⺛⺞⺟⺠⺫⺭⻁⻃⻄⻅⻆⻉⻋⻌⻍⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "㔾兀尣尢巳幺彐旡歺母民罒礻虎覀西见角贝车辶辶長长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)
_KANGXI = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_COMPATIBILITY = {
    chr(code): unicodedata.normalize("NFKC", chr(code)) for code in (*range(0xF900, 0xFA0E), *range(0xFA10, 0xFADA))
}
_UNIFIED = str.maketrans(
    {**_KANGXI, **_SUPPLEMENT, **_COMPATIBILITY, "⼾": "户", "\u2329": "〈", "\u232a": "〉", "⸺": "——", "⸻": "———"}
)


def unified(text: str) -> str:
    """The text with ordinary characters in place of radicals and compatibility forms."""
    return text.translate(_UNIFIED)
