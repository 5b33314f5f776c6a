"""Whom a message is about, where a colleague is told of rather than named: 我单位一名职工, 一位老教师."""

import re
from collections.abc import Iterator

from nlu.components.entities.spans import Entity

_WHO = (
    r"(?:职工|员工|老师|护士|大夫|医生|师傅|工人|同事|会员|女工|教师|保安|保洁员?|司机|工友|队员|社工|大姐|大哥|同志"
    r"|厨师|技师|民警|姐妹|人员)"
)
_KIN = r"(?:父|母|爸|妈|爱人|配偶|孩子|儿子|女儿|家属|老伴|妻子|丈夫)"
_COUNT = r"(?:一|两|俩|几|三|四|五|六|十|\d+|某|这|那|该)(?:名|位|个)"
_COLLEAGUE = re.compile(
    rf"(?:{_COUNT}[^，。！？；：\s]{{0,8}}?{_WHO}|该(?:职工|员工|同志|教师|会员))(?!的?{_KIN})"
)


def find_colleagues(text: str) -> Iterator[Entity]:
    """Somebody of one's unit: relation `other`; `text` is aligned."""
    for match in _COLLEAGUE.finditer(text):
        yield Entity("relation", "other", match.start(), match.end())
