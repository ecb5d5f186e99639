"""Why a document is refused: every message in one place, as what is wrong, where, and what to do about it."""

from ..document import ReadingError

_WORDS = {
    # The file itself
    "empty": "文件是空的：请选择有内容的文件",
    "missing": "打不开（{reason}）：请检查路径是否正确、是否有读取权限",
    "too_many_bytes": "文件有{found:,}字节，超过上限{limit:,}字节：请拆分文件，或调高 Limits.file_bytes",
    "binary": "不是文本（第{byte:,}字节是控制字符）：请另存为 .txt、.html、.docx、.xlsx 或 .pdf",
    "undecodable": "第{line:,}行（第{byte:,}字节）不是有效的{encoding}编码：请把文本重新另存为 UTF-8",
    "unknown_encoding": "编码无法识别（可读 UTF-8、UTF-16 和 GB18030）：请重新另存为 UTF-8",
    # Formats that are recognised and not read
    "doc": "是 Word 97-2003 文档（.doc）或其他旧版 Office 文件：请打开后另存为 .docx",
    "xls": "是 Excel 97-2003 工作簿（.xls）：请打开后另存为 .xlsx",
    "ppt": "是演示文稿：请导出为 .pdf，或把文字另存为 .txt",
    "rtf": "是 RTF 文档：请用文字处理软件打开后另存为 .docx",
    "macros": "含有宏（{kind}）：请另存为不带宏的 {instead}",
    "encrypted_office": "有密码保护：请打开后取消密码，重新保存",
    "odf": "是 OpenDocument 文件：请打开后另存为 {instead}",
    "ofd": "是 OFD 版式文件：请导出为 .pdf 或 .docx",
    "word_xml": "是 Word XML 文档：请打开后另存为 .docx",
    "mhtml": "是网页归档文件（MHTML）：请把网页重新保存为 .html",
    "archive": "是压缩包（{kind}）：请解压后提交里面的文档",
    "picture": "是图片（{kind}）：请提交文字稿，或带文字层的 PDF",
    "zip_other": "是压缩包，但不是 .docx 或 .xlsx：请解压后提交里面的文档",
    # What is inside
    "damaged": "已损坏，无法按 {form} 读取（{reason}）：请打开后重新保存，再提交新文件",
    "no_text": "没有可读的文字：请确认文件是否选对",
    "scanned": "共{pages:,}页，只有图像没有文字（扫描件）：请先做文字识别（OCR）",
    "encrypted_pdf": "有密码保护：请取消保护，例如打印成新的 PDF",
    "garbled_pdf": "第{page:,}页的文字无法对应到字符（字体缺少 Unicode 映射）：请先做文字识别（OCR）",
    "entities": "{part} 中声明了 XML 实体，正常办公软件不会这样写：请重新保存文件",
    # What is handed in to be kept
    "two_natures": "同时也是另一种文件（{other}），不能收存：请用原来的软件打开后重新保存",
    "something_before": "开头之前还有别的内容：请用原来的软件打开后重新保存",
    "something_behind": "末尾之后还有别的内容：请用原来的软件打开后重新保存",
    "picture_kind": "是 {kind} 图片：请转为 .jpg 或 .png",
    "active_pdf": "含有脚本、附件或表单动作（{what}）：请打印成新的 PDF",
    "embedded_program": "嵌有程序或控件（{part}）：请删去嵌入的对象，或导出为 PDF",
    "fetches": "会从别处取用模板或对象（{part}）：请断开外部链接，或导出为 PDF",
    "page": "是网页、SVG 或 XML 文件：请打印成 PDF，或另存为纯文本",
    "too_many_pixels": "图片超过{limit:,}像素的上限：请缩小后提交",
    "too_many_objects": "内部超过{limit:,}个对象的上限：请打印成新的 PDF",
    # Limits
    "too_many_characters": "超过{limit:,}个字符的上限：请拆分文件，或调高 Limits.characters",
    "too_many_pages": "超过{limit:,}页的上限：请拆分文件，或调高 Limits.pages",
    "too_many_entries": "内部有{found:,}个部件，超过上限{limit:,}个：请重新保存，或调高 Limits.entries",
    "too_many_cells": "{where}超过{limit:,}个单元格的上限：请删除不用的行和列，或调高 Limits.cells",
    "too_expanded": "解压后有{found:,}字节，超过上限{limit:,}字节：请重新保存，或调高 Limits.expanded_bytes",
    "too_slow": "按 {form} 读取超过{limit:g}秒：请拆分文件，或调高 Limits.seconds",
    "too_much_memory": "所需内存超过上限{limit:,}字节：请拆分文件，或调高 Limits.memory_bytes",
    "too_deep": "嵌套太深，无法按 {form} 读取：请打开后重新保存，再提交新文件",
    # The installation
    "no_process": "无法启动读取 {form} 的进程（{reason}）：请检查安装和磁盘空间",
    "no_library": "缺少读取 {form} 的程序库（{reason}）：请按 requirements.txt 安装",
    "crashed": "读取 {form} 的进程意外结束（{reason}）：请打开文件重新保存后再试一次",
}


class Refusal(ReadingError):
    """A document that cannot be read; `code` and `details` say why in a form that can be translated."""

    def __init__(self, code: str, name: str | None = None, **details: object) -> None:
        self.code, self.name, self.details = code, name, details
        super().__init__(f"{name or '文档'}：{_WORDS[code].format(**details)}")

    def named(self, name: str | None) -> "Refusal":
        """The same refusal, of the document called `name`."""
        return Refusal(self.code, name, **self.details)
