"""Makes words harmless inside WeChat's text and XML, and writes its links and quick replies."""

import re
from urllib.parse import quote

from bot.kernel.conversation.messages import Choice, Link
from bot.kernel.plain_text import drop_no_text

_TAG = re.compile(r"<(?=\s*/?\s*a\b)", re.IGNORECASE)
_WEB_ADDRESS = re.compile("https?://", re.IGNORECASE)
_FULL_WIDTH = {ord(mark): ord(mark) + 0xFEE0 for mark in "\"#%&'+<>"}
_IN_ADDRESS = "%/:=&?~#+!$,;'@()*[]"


def clean_text(text: str) -> str:
    """Text that fits a CDATA section: no characters that XML forbids, and no end of the section."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return drop_no_text(lines).replace("]]>", "]]＞")


def render_words(text: str) -> str:
    """Plain words: a link tag in them, typed by whomever, is shown and not obeyed."""
    return _TAG.sub("＜", clean_text(text))


def render_link(link: Link) -> str:
    """A page to open; an address that is no web address is shown as words."""
    if not _WEB_ADDRESS.match(link.url):
        return render_words(f"{link.title} {link.url}".strip())
    return f'<a href="{quote(clean_text(link.url), safe=_IN_ADDRESS)}">{_label(link.title)}</a>'


def render_choice(choice: Choice, number: int) -> str:
    """A quick reply: a tap sends `choice.text` as if the member had typed it."""
    # WeChat does not say how it decodes this text; full-width forms read the same either way.
    content = _line(choice.text).translate(_FULL_WIDTH)
    return f'<a href="weixin://bizmsgmenu?msgmenucontent={content}&msgmenuid={number}">{_label(choice.title)}</a>'


def _label(text: str) -> str:
    return _line(text).replace("<", "＜").replace(">", "＞")


def _line(text: str) -> str:
    return " ".join(clean_text(text).split())
