"""Papers that are told to be at hand, while a form is open: they are noted, and asked for no more."""

import re

from actions.paper_kinds import find_named
from actions.question import Question

_AT_HAND = re.compile(
    r"[都也全还](?:有|在)|齐[了的全]|[留收带拿备开][着好到]|手[上里头](?:都|也)?有"
    r"|(?:证明|票据?|发票|小结|病历|报告|清单|照片)有(?!没|用|效)"
)
_NOT_AT_HAND = re.compile(r"[?？吗呢]|没|哪|啥|什么|多少|[缺差丢]|怎么|咋|要不要|能不能|行不|得不得|才")


def has_papers(question: Question) -> bool:
    """Whether papers are told to be at hand, and nothing is asked: 门诊票据都在 诊断证明也有."""
    words = question.text
    return bool(_AT_HAND.search(words)) and bool(find_named(words)) and not _NOT_AT_HAND.search(words)
