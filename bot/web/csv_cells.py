"""Cells of a CSV file that a spreadsheet opens: in UTF-8 with its mark, and nothing taken for a formula."""

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def neutralise(text: str) -> str:
    """The text, behind an apostrophe where a spreadsheet would calculate it."""
    return f"'{text}" if text.startswith(_FORMULA) else text
