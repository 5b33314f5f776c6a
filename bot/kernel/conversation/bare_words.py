"""Brings what members type to its bare words: one width, one script, and nothing between the signs."""

import unicodedata

from vocabulary.signs import drop_unseen

# Only the signs that our own lists need: full conversion belongs to understanding.
_TRADITIONAL = (
    "殺樓藥農繩離開遺書結斷對這沒無頂橋氣傷險應請幫個們會還過來裡裏給讓輕腦暈臟鎖門爾見絕覺後說話單醫誰難懸爬頭鬧鐵軌濺潰燒煙"
    "災滅報救爺媽爸婦孫兒殘圍尋盡燃燈圖聯繫轉員務機標營業辦處問題選項線電終點強撐墜慘臉紫腫進發勸攔別斃與閉靜脈劃慮遠乾淨決樣"
    "讀寫買備攢湯總該慣歲長樂邊嗎麼為時間從現場壓倒傾塌體困煤瓦斯爆紮栓掛麗廁躲罵揍綁架逼債煩壞嗆緊歡麵臺台槍彈屍體喚聲聽覽專"
    "著"
)
_SIMPLIFIED = (
    "杀楼药农绳离开遗书结断对这没无顶桥气伤险应请帮个们会还过来里里给让轻脑晕脏锁门尔见绝觉后说话单医谁难悬爬头闹铁轨溅溃烧烟"
    "灾灭报救爷妈爸妇孙儿残围寻尽燃灯图联系转员务机标营业办处问题选项线电终点强撑坠惨脸紫肿进发劝拦别毙与闭静脉划虑远干净决样"
    "读写买备攒汤总该惯岁长乐边吗么为时间从现场压倒倾塌体困煤瓦斯爆扎栓挂丽厕躲骂揍绑架逼债烦坏呛紧欢面台台枪弹尸体唤声听览专"
    "着"
)
_ONE_SCRIPT = {ord(old): new for old, new in zip(_TRADITIONAL, _SIMPLIFIED, strict=True)}


def find_bare_words(text: str) -> str:
    """Letters and digits alone, in small letters: no blanks, marks, tones, emoji or invisible signs between them."""
    plain = unicodedata.normalize("NFKD", drop_unseen(text)).casefold().translate(_ONE_SCRIPT)
    return "".join(sign for sign in plain if sign.isalnum())
