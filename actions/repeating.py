"""Nothing is said twice in the same words: the second time other words, shorter, with the next step; then a person."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from actions import small_talk
from actions.marking import mark, says_the_same
from actions.question import Answer, OfferedChoice, Question
from actions.wording import IDENTITY_NEEDED
from vocabulary.tickets import TicketReason

_TO_PERSON = OfferedChoice("转人工", "转人工")
_SHORT = 24
"""So short a sentence is no lecture when it comes again."""
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_FIGURE = re.compile(r"\d|[一二三四五六七八九十]、")
_LIST = re.compile(r"、[^。；]*、[^。；]*、")
"""What is enumerated is the answer where all there is was asked for."""
_BRACKETS = re.compile(r"（(?:数据更新|\d{4}年)[^（）]*）")
_OFFER = "这一样说过两遍了，要是还没帮到您，点“转人工”，请同事跟您说。"
_RECORDS = ("claim:", "relief:", "payment:")
_TABLE = ("knowledge:", "plan:")
_LEADS = ("简单说：", "还是这句：", "没有变：")
_NO_MORE = "再细的没有写，不敢乱说。请问单位工会，或回复“转人工”。"
_FEW = 2
"""With more sentences than these there is more than the first says."""
_LIST_AGAIN = "再列一遍，点一个或者说第几个："

OTHER_WORDS: Mapping[str, Sequence[str]] = {
    IDENTITY_NEEDED: (
        "能查，核对完就给您看：记录只给本人，我得知道是您。点下面的链接，填姓名、身份证号、京卡后四位。",
        "查得到，只差核对身份这一步，这是为了不让别人看到您的事。不想在这里核对，可以问单位工会的经办人、去窗口，或者回复“转人工”。",
    ),
    **small_talk.OTHER_WORDS,
}


def vary(answer: Answer, question: Question) -> Answer:
    """The answer in words that were not used today; where two wordings did not help, a person is offered."""
    now = mark(answer, question)
    times = sum(says_the_same(one, now) for one in question.talk.said)
    in_danger = answer.person is not None and answer.person.reason is TicketReason.CRISIS
    if not times or answer.opens or in_danger:
        return answer
    if others := answer.again or OTHER_WORDS.get(answer.text):
        text = (answer.text, *others)[times % (len(others) + 1)]
        is_enough = times >= len(others) and (answer.needs == ("identity",) or answer.says)
        has_person = any(one.text == _TO_PERSON.text for one in answer.choices)
        person = (_TO_PERSON,) if is_enough and not has_person else ()
        return replace(answer, text=text, choices=(*answer.choices, *person))
    if len(answer.text) <= _SHORT or answer.is_small_talk:
        return answer
    return _say_otherwise(answer, question, question.talk.said.count(now))


def _say_otherwise(answer: Answer, question: Question, asked: int) -> Answer:
    """`asked` is how often the same was asked: to another question the same answer is given whole."""
    if _is_of_record(answer):
        return replace(answer, text=f"{_LEADS[-1] if asked else ''}{_say_first(answer)}{_say_next(answer)}")
    if not asked and _is_of_table(answer) and not _FIGURE.search(_BRACKETS.sub("", answer.text)):
        return replace(answer, text=_say_no_more(answer))
    lead = _LEADS[min(asked, len(_LEADS)) - 1] if asked else ""
    is_enough = asked <= 1 or answer.asks or answer.person or question.talk.task or question.waiting
    if is_enough:
        return replace(answer, text=_shorten(answer, lead, _say_next(answer)))
    choices = (*(one for one in answer.choices if one != _TO_PERSON), _TO_PERSON)
    return replace(answer, text=_shorten(answer, lead, f"\n{_OFFER}"), choices=choices)


def _is_of_table(answer: Answer) -> bool:
    """Whether it is words of the table and nothing more."""
    is_more = answer.needs or answer.offers or answer.asks or answer.person or answer.choices
    return not is_more and all(one.source.startswith(_TABLE) for one in answer.facts)


def _say_no_more(answer: Answer) -> str:
    """To another question the table has the same words alone: what they say first and what can be done, and that it holds no more."""
    sentences = [one.strip() for one in _SENTENCE.findall(_BRACKETS.sub("", answer.text)) if one.strip()]
    first = sentences[0] if len(sentences[0]) >= _SHORT else "".join(sentences[:2])
    if len(sentences) > _FEW and "“" in sentences[-1] and sentences[-1] not in first:
        return f"您问的这一点，我手头的材料写到：{first}{sentences[-1]}{_NO_MORE}"
    return f"您问的这一点，我手头的材料只写到：{first}{_NO_MORE}"


def _is_of_record(answer: Answer) -> bool:
    """Whether it tells of a record, and asks nothing by a list or a question that has to come again."""
    is_told = any(fact.source.startswith(_RECORDS) for fact in answer.facts)
    return is_told and not answer.offers and not answer.asks


def _say_first(answer: Answer) -> str:
    """The sentence of a record's answer that says it; one more where that is a mere beginning."""
    sentences = [one.strip() for one in _SENTENCE.findall(_BRACKETS.sub("", answer.text)) if one.strip()]
    return sentences[0] if len(sentences[0]) >= _SHORT else "".join(sentences[:2])


def was_said_to_another(answer: Answer, question: Question) -> bool:
    """Whether the very same was said today to a question in other words, and has no other words of its own."""
    now = mark(answer, question)
    is_said = any(says_the_same(one, now) for one in question.talk.said)
    is_free = not (answer.opens or answer.person or answer.again or answer.is_small_talk)
    has_words = answer.text in OTHER_WORDS or len(answer.text) <= _SHORT
    return is_free and not has_words and is_said and now not in question.talk.said


def was_told(answer: Answer, question: Question) -> bool:
    """Whether it was said today, to questions in other words."""
    now = mark(answer, question)
    words = [one.partition(".")[0] for one in question.talk.said]
    return now.partition(".")[0] in words and now not in question.talk.said


def was_just_said(answer: Answer, question: Question) -> bool:
    """Whether it is what was said last, to a question in other words."""
    now = mark(answer, question)
    last = question.talk.said[-1] if question.talk.said else ""
    return bool(last) and says_the_same(last, now) and last != now


def _shorten(answer: Answer, lead: str, end: str) -> str:
    """The sentences that answer and those with figures, the question at the end where there is one, and the next step."""
    lines = answer.text.strip().splitlines()
    if len(lines) > 2:
        is_heading = lines[0].endswith(("：", ":", "？", "?"))
        begin = _LIST_AGAIN if answer.offers or answer.asks else "再说一遍："
        return "\n".join([begin, *(lines[1:] if is_heading else lines)])
    sentences = [one.strip() for one in _SENTENCE.findall(_BRACKETS.sub("", answer.text)) if one.strip()]
    last = sentences[-1]
    of_record = any(fact.source.startswith(_RECORDS) for fact in answer.facts)
    first = 2 if of_record and len(sentences) > 2 else 1
    head = "".join(one for place, one in enumerate(sentences) if place < first or _tells(one))
    is_asked = last.endswith(("？", "?")) and last not in head
    return f"{lead}{head}{last if is_asked else end}"


def _tells(sentence: str) -> bool:
    """Whether it gives figures, or names one thing after the other."""
    return bool(_FIGURE.search(sentence) or _LIST.search(sentence))


def _say_next(answer: Answer) -> str:
    if answer.needs:
        return "下一步点下面的链接。"
    if answer.choices:
        return f"下一步，点“{answer.choices[0].title}”就行。"
    return "哪里没说清，您告诉我；想找人，回复“转人工”。"
