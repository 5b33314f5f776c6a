"""Finds the hospital that a text names, in full or as Beijing calls it: 朝阳医院, 北医三院, 积水潭."""

import re

_NAMED = re.compile(
    r"(?=(?:在|住的?是?|去的?是?|送到了?|到了?|^|[，。\s])"
    r"((?:(?:(?!在|送|陪)[一-鿿]){2,12}?|[区县镇乡市省村校厂矿中院])(?:医院|卫生院|诊所|卫生室|卫生所|医务室|门诊部|急救中心|卫生服务中心)))"
)
_BY_NUMBER = re.compile(
    r"(?=(?:在|去的?是?|到了?|送到?了?|住的?是?|转到?了?|是|^|[，。\s])((?:(?!在|去|到|送|住|转|是)[一-鿿]){1,4}?[一二三四五六七八九]院))"
)
_CALLED = re.compile(
    r"(?<=[在去到是住转])(?:友谊|潞河|地坛|佑安|中日友好)|(?<=不是)友谊|积水潭|协和|同仁|天坛|宣武|阜外|安贞|世纪坛|儿研所|三零一|(?<!\d)30[1-7](?!\d)(?=医院|[，。\s打做住看治]|$)"
)
_NO_NAME = re.compile(r"在|去|到|送|住|看|上|这|那|哪|才|又|没|不|我|你|他|她|的|就")


def find_hospital(words: str) -> str | None:
    """The shortest name that stands for itself; None where none is named."""
    found = [one[1] for pattern in (_NAMED, _BY_NUMBER) for one in pattern.finditer(words)]
    named = min((one for one in found if not _NO_NAME.match(one)), key=len, default=None)
    if named:
        return named
    called = _CALLED.search(words)
    return called[0] if called else None
