"""What an uploaded file is: the text of a list, or, in words for staff, something else and how to make a list of it."""

import codecs

_SAVE_AS = "请在表格软件里用“文件 → 另存为”，类型选“CSV UTF-8（逗号分隔）”，再上传存好的那个文件。"
_ENCODINGS = ("utf-8", "gb18030")
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WIDE = ("utf-16-le", "utf-16-be")
_IN_A_HEADING = ("身份", "证件", "姓名")
_ZIP = b"PK\x03\x04"
_BEGINNINGS = {
    b"\xd0\xcf\x11\xe0": "这是老格式的 Excel 或 WPS 文件（.xls、.et），不是 CSV。",
    b"%PDF": "这是 PDF 文件，不是名单。",
    b"\x89PNG": "这是图片，不是名单。",
    b"\xff\xd8\xff": "这是图片，不是名单。",
    b"GIF8": "这是图片，不是名单。",
    b"{\\rtf": "这是写字板或 Word 的文档，不是 CSV。",
    b"Rar!": "这是压缩包，请先解压。",
    b"7z\xbc\xaf": "这是压缩包，请先解压。",
}


class UnreadableList(ValueError):
    """The whole list cannot be used; the words say why, for staff."""


def decode_list(content: bytes) -> str:
    """As spreadsheets write it: UTF-8, GB 18030, or the UTF-16 of “Unicode text”; raises UnreadableList."""
    if not content.strip():
        raise UnreadableList("这个文件是空的。")
    if named := _name_other_kind(content):
        raise UnreadableList(f"{named}{_SAVE_AS}")
    text = _decode(content)
    if text is None or "\x00" in text:
        raise UnreadableList(f"读不出这个文件。{_SAVE_AS}")
    return text


def _name_other_kind(content: bytes) -> str:
    """What the file is where it is plainly no list; empty where it may be one."""
    if content.startswith(_ZIP):
        if b"xl/" in content:
            return "这是 Excel 工作簿（.xlsx），不是 CSV。"
        return "这是 Word 文档，不是 CSV。" if b"word/" in content else "这是压缩包或别的文件，不是 CSV。"
    for beginning, words in _BEGINNINGS.items():
        if content.startswith(beginning):
            return words
    start = content[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<?xml")):
        return "这是网页格式的表格（有的系统导出的 .xls 就是这样），不是 CSV。请先用表格软件打开。"
    return ""


def _decode(content: bytes) -> str | None:
    if content.startswith(_WIDE_MARKS):
        return _try("utf-16", content)
    if b"\x00" in content:
        wide = [text for name in _WIDE if (text := _try(name, content)) is not None]
        return next((text for text in wide if any(word in text[:2000] for word in _IN_A_HEADING)), None)
    if content.startswith(codecs.BOM_UTF8):
        return _decode_marked(content)
    return next((text for name in _ENCODINGS if (text := _try(name, content)) is not None), None)


def _decode_marked(content: bytes) -> str:
    """A file that says it is UTF-8 is not read as anything else; the line that is not is named."""
    try:
        return content.decode()
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + 1
        raise UnreadableList(
            f"第 {line} 行里有读不出来的字，文件可能没有传完整，或者被改坏了。{_SAVE_AS}"
        ) from fault


def _try(encoding: str, content: bytes) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None
