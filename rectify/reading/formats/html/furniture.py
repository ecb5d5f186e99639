"""The lines and elements of a page that belong to the site and not to the document. Words are data, in one place."""

import re

from lxml import etree

_NAME_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
_FURNITURE_NAMES = frozenset(
    "nav navbar navi navigation menu submenu topbar footer foot bottom breadcrumb breadcrumbs crumb crumbs position location "
    "dqwz weizhi sidebar aside share bdshare bdsharebuttonbox jiathis sharebox related relate relevant recommend tuijian hot "
    "rank ranking copyright friendlink friendlinks yqlj links search login toolbar pager pagination comment comments pinglun "
    "qrcode ewm erweima print close prev next tags banner logo slogan popup modal dialog mask gotop backtop sitemap header top "
    "tool tools fontsize barrierfree wza".split()
)
_NEVER_THE_DOCUMENT = frozenset("footer copyright cookie modal popup breadcrumb breadcrumbs navbar".split())
SITE_TAGS = frozenset(("nav", "footer", "aside"))

# Where editors of Chinese government, university and company sites put the text of an article.
_MAIN_NAMES = re.compile(
    r"(?:^|\s)(?:trs_editor|trs_ueditor|trs_editor_view|trs_web|ucap-content|zoom|js_content|rich_media_content|v_news_content|"
    r"vsb_content\w*|wp_articlecontent|article-?_?content|article-?_?body|articlecon|art_?con|news_?content|newscontent|"
    r"pages_content|xxgk_?content|ewb-article-(?:content|info)|ewb-info-content|con_?txt|bt_content|view_content|"
    r"content_?body|text_?content|detail_?content|detailcontent|info_?content|entry-content|post-content)(?:$|\s)",
    re.I,
)

_LABEL = (
    r"(?:发布时间|发布日期|发文日期|成文日期|生成日期|发表时间|更新时间|更新日期|公开日期|时间|日期|来源|信息来源|文章来源|稿源|"
    r"作者|编辑|责任编辑|责编|撰稿|供稿|供稿单位|审核|审稿|初审|复审|终审|审签|校对|摄影|录入|录入者|发布者|发布人|发布单位|"
    r"发布机构|发文机关|发文单位|浏览次数|浏览量|浏览|阅读次数|阅读量|阅读|点击数|点击量|点击次数|点击|访问量|访问次数|人气|"
    r"字体|字号|字体大小|文字大小|分享|分享到|分享至|打印|收藏|信息分类|索引号|主题分类|体裁分类|公开方式|公开形式|公开时限|"
    r"公开范围|公开程序|公开目录|文号|发文字号|有效性|时效性|关键词|主题词|内容概述|内容分类|组配分类|信息名称|统一登记号|字号选择)"
)
_ABOUT_LINE = re.compile(rf"[\[【(（]?\s*{_LABEL}\s*[：:\]】]")
_SHORT_LINES = re.compile(
    r"(?:[\[【(（]?\s*(?:打印(?:本页|此页|此文|页面|文章|正文)?|关闭(?:窗口|本页|页面|此页)?|返回(?:顶部|首页|列表|上一页|上级)?|收藏(?:本页)?|分享(?:到|至)?|"
    r"微信(?:扫一扫|分享)?|微博|新浪微博|腾讯微博|QQ空间|朋友圈|字体|字号|大|中|小|放大|缩小|默认|繁体|简体|无障碍(?:浏览|阅读)?|适老版|关怀版|"
    r"纠错|我要纠错|顶部|首页|主页|上一篇|下一篇|上一条|下一条|没有了|相关链接|相关新闻|相关文档|相关文章|相关阅读|相关信息|推荐阅读|"
    r"扫一扫.{0,20}|.{0,12}扫一扫|用微信.{0,20}|手机(?:版|扫码).{0,12}|听全文|语音播报|正文|播报|政府信息公开|信息公开|当前位置)"
    r"\s*[\]】)）]?[\s|｜/、：:>»＞·+\-]*)+$"
)
_TRAIL = re.compile(
    r"(?:您?(?:现在)?(?:当前)?(?:所在)?的?位置|当前位置|您现在的位置|当前栏目|所在位置|当前页面)\s*(?:是)?\s*[：:>»]|首页\s*(?:[>»＞/\-|]|&gt;)"
)
_FOOTER = re.compile(
    r"版权所有|版权归|copyright|©|ICP备|ICP证|公网安备|网站标识码|主办单位?[：:]|承办单位?[：:]|技术支持[：:]|建议使用.{0,30}(?:浏览|分辨率)|"
    r"网站地图|联系我们\s*[|｜]|友情链接|您(?:是|访问)第\s*\d+|上一[篇条]\s*[：:]|下一[篇条]\s*[：:]|(?:责任)?编辑\s*[：:][^。]{0,20}$",
    re.I,
)
# Whole lines: a paragraph of a document may well begin with 相关信息 or 扫一扫.
_AFTER_THE_END = re.compile(
    r"[\[【(（]?\s*(?:"
    r"(?:相关(?:链接|新闻|文档|文章|阅读|信息|推荐|内容|报道)|推荐阅读|热门(?:文章|推荐|新闻)|延伸阅读|友情链接|打印本页|扫一扫)[\s\]】)）：:>»]*(?:更多)?[>»\s]*$"
    r"|(?:上一[篇条]|下一[篇条]|分享(?:到|至)?)\s*[：:]"
    r"|(?:责任)?编辑\s*[：:][^。]{0,20}[\]】)）]$"
    r"|(?:微信)?扫一扫[^。；]{0,24}$|预览时标签不可点|继续滑动看下一个|轻触阅读原文)"
)
_LONGEST_ABOUT_LINE = 160
_LONGEST_FOOTER_LINE = 200


def is_site_element(element: etree._Element) -> bool:
    """Whether an element's tag, class or id says that it is a menu, footer and the like."""
    if element.tag in SITE_TAGS or element.get("role") in ("navigation", "banner", "contentinfo", "search"):
        return True
    if element.tag in ("body", "html", "p", "h1", "table"):
        return False
    return not _FURNITURE_NAMES.isdisjoint(_name_parts(element))


def is_dialogue_or_footer(element: etree._Element) -> bool:
    """Whether an element's class or id leaves no doubt, so that running text in it counts for nothing."""
    return element.tag not in ("body", "html") and not _NEVER_THE_DOCUMENT.isdisjoint(_name_parts(element))


def _name_parts(element: etree._Element) -> set[str]:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:300]
    return {part.lower() for part in _NAME_PARTS.findall(names)}


def is_main_element(element: etree._Element) -> bool:
    """Whether an element's class, id or role says that it holds the text of the article."""
    if element.tag == "article" or element.get("itemprop") == "articleBody":
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:300]
    return bool(_MAIN_NAMES.search(names))


def is_about_line(text: str) -> bool:
    """Whether a line gives date, source, visits and the like of the page, or is a tool of the site."""
    text = text.replace("\t", " ").strip()
    if len(text) > _LONGEST_ABOUT_LINE:
        return False
    return bool(_ABOUT_LINE.match(text) or _SHORT_LINES.match(text) or _TRAIL.search(text) or _is_bare_time(text))


def is_footer_line(text: str) -> bool:
    """Whether a line closes the page and not the document."""
    return len(text) <= _LONGEST_FOOTER_LINE and bool(_FOOTER.search(text) or _SHORT_LINES.match(text))


def ends_the_document(text: str) -> bool:
    """Whether a line begins what sites put after an article: neighbours, recommendations, sharing."""
    return len(text) <= _LONGEST_ABOUT_LINE and bool(_AFTER_THE_END.match(text))


def _is_bare_time(text: str) -> bool:
    return bool(re.fullmatch(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s+\d{1,2}:\d{2}(?::\d{2})?.{0,30}", text))
