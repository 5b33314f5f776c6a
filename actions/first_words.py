"""One short sentence for what was told for the first time, before the answer; nothing to whoever told nothing bad."""

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.coverage.relatives import find_called
from actions.faq import find_first_words
from actions.identity import asks_for_owner
from actions.likely import tells_grave_illness
from actions.manner import wants_few_words
from actions.question import Answer, Question
from actions.warm_words import feel_with, names_injury
from vocabulary.tickets import TicketReason

_OF_RECORDS = ("claim:", "relief:", "payment:")
_TOLD_AS_OWN = re.compile(r"查出|确诊|透析|化疗|放疗|刚得|我|俺")
_GRAVE = re.compile(r"癌|瘤|白血病|尿毒症|梗|出血|移植|衰|瘫|再障|再生障碍|渐冻|重症")
_BENIGN = re.compile(r"肌瘤|血管瘤|纤维瘤|良性")
_BEDRIDDEN = re.compile(r"下不(?:了|来)床|瘫(?:在|了|着)|动(?:不了|弹不得)|起不来|不能动")
_SPEECHLESS = re.compile(r"说不(?:了|出|成)话|不能说话|说话不(?:利索|清)")
_NOBODY_CARES = re.compile(r"没人(?:管|理|问|搭理)|(?<!说)不管(?:我|我们)?了|有没有人管|谁(?:来)?管")
_SHORT_OF_MONEY = re.compile(r"还?(?:差|欠)[^，。]{0,6}[万千百多少]|窟窿|掏空|撑不|扛不|负担不起")
_OWN_GRAVE = "得了{illness}，搁谁都难，您受累了。"
_OWN = "查出{illness}，心里不踏实吧，先听大夫的。"
_OF_ANOTHER = "{whose}得了{illness}，您跟着受累了。"
_NAMED = "碰上{illness}，谁都不容易。"
_BIG_ILLNESS = "大病"
_IN_BED = "人下不了床，里里外外都是您跑，受累了。"
_FOR_WHO_CANNOT_SPEAK = "病成这样，里里外外都是您跑，受累了。"
_ON_THEIR_PHONE = "您替他操心，受累了。"
_LEFT_ALONE = (
    "让您觉得没人管，对不起。",
    "您心里委屈，我听着呢。",
    "您别憋着，想说什么都跟我说。",
)
_OWN_BED = "您下不了床还惦记着这些，受累了。"
_OF_MYSELF = re.compile(r"(?:我|俺)[^，。他她]{0,5}(?:下不|瘫|动不|动弹|起不|说不)")
_STILL_SHORT = "报完了还要自己扛这么多，换谁都吃力。"
_IS_KIND = re.compile(
    r"不容易|受累|受罪|节哀|揪心|心疼|平安|伤得|心里|先把伤|先顾|保重|对不起|难受|不好受|辛苦|慌|着急|凉水|疼|折腾人|您扛着|换谁都慌|委屈|憋着|难熬"
)
_SO_ILL = "病着还得惦记这些，您受累了。"
_OPENING = 60
"""Where a record's answer names what it is of."""
_LEAD = 45
"""Where a kind word is one at all, it stands this near to the beginning."""


_DEATH, _NEAR = "death", frozenset({"spouse", "parent", "child"})
_CONDOLES = re.compile(r"^请您节哀[，。]")
_MOURNS = re.compile(r"节哀|受不住|不容易|难受|揪心")


def begin_kindly(question: Question, answer: Answer) -> Answer:
    """The answer with first words that fit the case, where none begins it already."""
    in_danger = answer.person is not None and answer.person.reason is TicketReason.CRISIS
    answer = answer if in_danger else _condole_once(question, answer)
    if not answer.text or answer.opens or answer.is_small_talk or question.way_back or in_danger:
        return answer
    if _IS_KIND.search(answer.text[:_LEAD]):
        return answer
    if (word := _find_word(question, answer)) and not answer.text.startswith(word):
        return replace(answer, text=f"{word}{answer.text}")
    return _end_kindly(question, answer)


def _condole_once(question: Question, answer: Answer) -> Answer:
    """Condolence stands before all else where a death is told of, and is not said at each turn from then on."""
    was_told = question.told is not None and _DEATH in question.told.entities.get("event", ())
    tells = _DEATH in question.entities.get("event", ()) and question.named("relation") in _NEAR
    if was_told and not tells:
        return replace(answer, text=_CONDOLES.sub("", answer.text))
    if not tells or not answer.text or answer.opens or _MOURNS.search(answer.text):
        return answer
    return replace(answer, text=f"请您节哀。{answer.text}")


def begin_in_form(question: Question, said: Sequence[Answer]) -> Sequence[Answer]:
    """What a form says to a message, after a kind word for what it tells that is bad and was not told before."""
    if not said or not said[0].text or _IS_KIND.search(said[0].text[:_LEAD]) or question.way_back:
        return said
    before = question.told.entities if question.told else {}
    is_new = any(
        set(question.entities.get(name, ())) - set(before.get(name, ())) for name in ("illness", "event")
    )
    word = find_first_words(question) or (feel_with(question) if is_new else "")
    return (replace(said[0], text=f"{word}{said[0].text}"), *said[1:]) if word else said


def _find_word(question: Question, answer: Answer) -> str:
    words = question.text
    if told := find_first_words(question):
        return told
    if _NOBODY_CARES.search(words):
        return _LEFT_ALONE[len(question.talk.said) % len(_LEFT_ALONE)]
    if _BEDRIDDEN.search(words):
        return _OWN_BED if _OF_MYSELF.search(words) else _IN_BED
    if _SPEECHLESS.search(words):
        return _FOR_WHO_CANNOT_SPEAK
    if asks_for_owner(question):
        return _ON_THEIR_PHONE
    if "further_assistance" in question.programmes and _SHORT_OF_MONEY.search(words):
        return _STILL_SHORT
    is_of_record = any(fact.source.startswith(_OF_RECORDS) for fact in answer.facts)
    return "" if is_of_record else _say_of_illness(question)


def _end_kindly(question: Question, answer: Answer) -> Answer:
    """The first look into a record that is of a grave illness: what was asked stands first, and a kind word after it."""
    is_of_record = any(fact.source.startswith(_OF_RECORDS) for fact in answer.facts)
    if not is_of_record or question.talk.said or wants_few_words(question.text):
        return answer
    line, newline, rest = answer.text.partition("\n")
    is_grave = bool(_GRAVE.search(_BENIGN.sub("", line[:_OPENING])))
    return replace(answer, text=f"{line}{_SO_ILL}{newline}{rest}") if is_grave else answer


def _say_of_illness(question: Question) -> str:
    """For an illness that was not told of before."""
    before = question.told.entities.get("illness", ()) if question.told else ()
    illness = next((one for one in question.entities.get("illness", ()) if one not in before), "")
    if illness and names_injury(question):
        return ""
    if not illness and tells_grave_illness(question.text):
        illness = _BIG_ILLNESS
    if not illness:
        return ""
    if whose := find_called(question.text):
        return _OF_ANOTHER.format(whose=whose, illness=illness)
    is_grave = illness == _BIG_ILLNESS or (_GRAVE.search(illness) and not _BENIGN.search(illness))
    if not _TOLD_AS_OWN.search(question.text):
        return _NAMED.format(illness=illness) if is_grave else ""
    return (_OWN_GRAVE if is_grave else _OWN).format(illness=illness)
