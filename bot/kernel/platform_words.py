"""Knows what the platform says in a member's place: placeholders, codes of its faces, and signs with no words.

WeChat sends a sticker, a red packet or a voice that it cannot show as a text of its own; nothing may follow from that.
"""

import re
import unicodedata
from enum import StrEnum


class NoWords(StrEnum):
    """Why a text has no words of the member in it."""

    PLACEHOLDER = "placeholder"
    """The platform's word for something that was not passed on."""
    SIGNS = "signs"
    """Faces, emoji or marks alone."""


_OPEN, _CLOSE = r"[\[【［〔（(<《]\s*", r"\s*[\]】］〕）)>》]"
_WHAT = "(?:(?:收到|发来)(?:了)?(?:一[条个张])?)?(?:的|该|此|这[条个种])?(?:暂?不支持的)?(?:该|此)?(?:消息|内容)(?:类型)?"
_NOT_SHOWN = (
    rf"您?{_WHAT}[，,、 ]*(?:当前版本)?(?:暂时?)?(?:无法|不能|不支持|不可)(?:显示|展示|查看).{{0,20}}"
    r"|您?(?:收到(?:了)?(?:一[条个张])?)?(?:暂)?不支持的(?:消息|内容)(?:类型)?.{0,20}"
    r"|您?收到(?:了)?一[条个张].{0,12}请(?:在|到|使用).{0,14}查看"
    r"|(?:当前|您的?)(?:微信)?版本(?:过低|太低|暂?不支持)(?!.*(?:怎么|吗|咋|什么)).{0,6}(?:消息|内容|展示|显示|查看|升级).{0,20}"
    r"|(?:暂)?不支持(?:显示|展示|查看)(?:该|此)(?:消息|内容).{0,14}"
    r"|(?:the )?unsupported (?:message|content)(?: type)?.{0,40}|message (?:type )?(?:is )?not supported.{0,20}"
    r"|this (?:type of )?message (?:type )?(?:is not|cannot|isn't|can't).{0,40}"
)
_INSTEAD = (
    "(?:动画|自定义|动态|收藏|收到了?一个)?表情包?|贴纸|未知消息|位置共享|(?:微信)?红包|转账|拍一拍|音乐|(?:个人)?名片|小程序|聊天记录|视频号"
    "|(?:语音|视频)通话|(?:custom |animated )?sticker|gif|red packet|transfer|contact card|mini program|chat history"
)
_PLACEHOLDER = re.compile(
    rf"{_OPEN}(?:{_NOT_SHOWN}|{_INSTEAD}){_CLOSE}|^\s*(?:{_NOT_SHOWN})\s*$", re.IGNORECASE
)
_FILE = re.compile(
    rf"{_OPEN}(?:图片|照片|image|photo|picture|(?:小)?视频|video|语音|voice|audio|文件|file|链接|link|(?:地理)?位置|location){_CLOSE}",
    re.IGNORECASE,
)
_OURS = "(?:人工|客服|人|赔|报|申请|救助|保障|进度|绑定|材料|预约|卡|活动|互助|住院|意外|重疾|查|问|怎么|投诉|满意|号|是|不|钱)"
# A face in WeChat's word for it, of which new ones come, while members put words of ours into brackets too;
# the old ones are written with a slash.
_FACE = re.compile(
    rf"[\[【](?!.{{0,4}}{_OURS})(?:[\u4e00-\u9fff]{{1,5}}|[A-Za-z][A-Za-z ]{{0,14}})[\]】]"
    r"|/:[:,]?(?:[a-z]{2,10}|<[A-Za-z&]>?|[@-]{0,2}[^\s\u4e00-\u9fff]{1,2})?"
)


def find_no_words(text: str) -> NoWords | None:
    """Why there is nothing of the member's own to understand, or None where there is."""
    rest, placeholders = _PLACEHOLDER.subn(" ", text)
    rest, files = _FILE.subn(" ", rest)
    if any(_is_word(sign) for sign in _FACE.sub(" ", rest)):
        return None
    return NoWords.PLACEHOLDER if placeholders or files else NoWords.SIGNS


def drop_placeholders(text: str) -> str:
    """The member's own words, without what the platform put between them."""
    return _PLACEHOLDER.sub(" ", text).strip()


def _is_word(sign: str) -> bool:
    """A letter or a digit of any script, not a letter that is only drawn as a picture."""
    return unicodedata.category(sign)[0] in "LN"
