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
    r"|[您你]?(?:收到|发来)(?:了)?(?:一[条个张])?[^，,。？?]{0,12}[，,、 ]*请(?:在|到|使用|用|前往)"
    r".{0,6}(?:手机|微信|客户端|新版).{0,8}(?:查看|领取|打开|接收)"
    r"|(?:[该此这]条?|未知|当前)?(?:的)?(?:消息|内容|类型的?消息|消息类型|类型)(?:类型)?"
    r"(?:暂时?)?(?:不|未被?)支持(?:显示|展示|查看)?(?:[，,].{0,20})?"
    r"|(?:未知|(?:暂)?不支持)的?(?:[该此这])?(?:类型的?)?(?:消息|内容)(?:类型|的类型)?"
    r"|(?:当前|您的?)(?:微信)?版本(?:过低|太低|暂?不支持)(?!.*(?:怎么|吗|咋|什么)).{0,6}(?:消息|内容|展示|显示|查看|升级).{0,20}"
    r"|(?:暂)?不支持(?:显示|展示|查看)(?:该|此)(?:消息|内容).{0,14}"
    r"|(?:the )?unsupported (?:message|content)(?: type)?.{0,40}|message (?:type )?(?:is )?not supported.{0,20}"
    r"|(?:you(?:'ve| have)? )?received an? .{2,40}(?:unable to|cannot|can't|view|open).{0,30}|received (?:an? )?unsupported .{0,60}"
    r"|(?:message|content) can'?(?:not|t) be (?:shown|displayed|viewed).{0,20}|view (?:this|the) message on (?:your|the) (?:phone|mobile).{0,10}"
    r"|this (?:type of )?message (?:type )?(?:is not|cannot|isn't|can't).{0,40}"
)
_INSTEAD = (
    "(?:动画|自定义|动态|收藏|收到了?一个)?表情包?|实时位置共享|(?:微信)?转账|贴纸|未知消息|位置共享|(?:微信)?红包|转账|拍一拍|音乐|(?:个人)?名片|小程序|聊天记录|视频号"
    "|(?:语音|视频)通话|(?:voice|video) call|(?:custom |animated )?sticker|gif|red packet|transfer|contact card|mini program|chat history"
)
_HAPPENED = (
    r"[“\"「]?[^“”\"「」，。？?]{0,20}[”\"」]?\s*(?:拍了拍(?:我|你|自己|[“\"「].{1,20}[”\"」])(?:的.{0,10})?|撤回了一条消息)|我?(?:发起|共享)了?(?:实时)?位置共享|位置共享已?结束"
    r"|(?:我通过了你的朋友验证请求|你已添加了.{1,20})[，,]?.{0,4}现在(?:我们)?可以开始聊天了[。.]?|以上是打招呼的(?:消息|内容)|对方正在输入[.…。]*"
    r"|对方(?:已取消|已拒绝|无应答|忙线中|未接听)|(?:已取消|已拒绝|未接听)(?:语音|视频)?通话|(?:语音|视频)?(?:通话|聊天)时长[：: ]*[\d:：]+"
)
"""What the platform tells of what somebody did."""
_PLACEHOLDER = re.compile(
    rf"{_OPEN}(?:{_NOT_SHOWN}|{_INSTEAD}){_CLOSE}(?:\s*(?:已取消|已拒绝|无应答|未接听|cancell?ed|declined|恭喜发财.{{0,8}})\s*$)?"
    rf"|^\s*(?:{_NOT_SHOWN}|{_HAPPENED})\s*$",
    re.IGNORECASE,
)
_FILE = re.compile(
    rf"{_OPEN}(?:图片|照片|image|photo|picture|(?:小)?视频|video|语音|voice|audio|文件|file|链接|link|(?:地理)?位置|location){_CLOSE}",
    re.IGNORECASE,
)
_OURS = (
    "(?:人工|客服|人|赔|报|申请|救助|保障|进度|绑定|材料|预约|卡|活动|互助|住院|意外|重疾|查|问|怎么|投诉|满意|号|是|不|钱"
    "|退订|取消|女工|好的|救命|死|活)"
)
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
