"""What is not found out yet: 要是真查出来给不给. Seeing a doctor comes first, and nobody is told to wait for their cover."""

import re

from actions.coverage.held import UNIVERSAL, OwnCover
from actions.question import Question
from actions.said import TO_PERSON, Said

_SUPPOSED = re.compile(r"要是|如果|万一|假如|假设|真(?:要)?(?:是|查|得|有)|不好的话|是癌的话")
_EXAMINED = re.compile(r"查|检|硬块|结节|肿块|阴影|复查|化验|活检|报告")
_PUTS_OFF = re.compile(
    r"(?:拖|等|熬|晚|缓|推)[^，。？?]{0,10}(?:再|才)[^，。？?]{0,3}(?:去)?(?:查|看|治|住|做|手术|检)|(?:先)?(?:别|不)(?:去)?(?:查|看病)[^，。？?]{0,6}等"
)
_FIRST = "先别往坏处想，身体要紧，该查就去查，盼您没事。"
_ON_DIAGNOSIS = "真查出什么，看的是哪天确诊、那天在不在保。"
_NOT_YET = "{names}{day}才生效（还有 {left} 天），在那以前查出来的算不算，要工会审核，我不敢说给不给；"
_HELD = "您{names}现在在保，算不算要看诊断，由工会审核，我不敢说给不给；"
_NONE = "单位给您上的这类保障，我这里没有查到；"
_ASK = "拿不准，问{union}的经办人，或回复“转人工”。"
_NO_WAITING = "身体要紧，千万别为这个拖，该哪天查就哪天查。"
_NO_GAIN = "拖了也不等于就能给：哪天确诊、以前有没有，审的时候都会看；生效以后等多久才算，我这里没有准话。"


def is_supposed(question: Question) -> bool:
    """Whether an illness is only feared, or it is asked if seeing a doctor may wait."""
    return puts_off(question) or bool(_SUPPOSED.search(question.text) and _EXAMINED.search(question.text))


def puts_off(question: Question) -> bool:
    """Whether a doctor's visit is to wait for the cover."""
    return bool(_PUTS_OFF.search(question.text))


def say_supposed(cover: OwnCover) -> Said:
    """What would count then, by the cover as it stands; the review decides."""
    ask = _ASK.format(union=cover.union)
    if puts_off(cover.question):
        return Said(f"{_NO_WAITING}{_NO_GAIN}{ask}", "", (TO_PERSON,))
    late = [one for one in cover.upcoming if one.plan_code not in UNIVERSAL]
    held = [one for one in cover.valid if one.plan_code not in UNIVERSAL]
    said = ""
    if held:
        said += _HELD.format(names=cover.names(held))
    if late:
        first = min(late, key=lambda one: one.effective_date)
        left = (first.effective_date - cover.today).days
        said += _NOT_YET.format(names=cover.names(late), day=cover.say_date(first.effective_date), left=left)
    return Said(f"{_FIRST}{_ON_DIAGNOSIS}{said or _NONE}{ask}", "", (TO_PERSON,))
