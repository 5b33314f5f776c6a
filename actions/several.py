"""Several questions of one message: each with its own programme and what it names, each answered short, in order."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from actions.likely import find_likely
from actions.question import Answer, AskedPart, Question
from vocabulary.aspects import Aspect
from vocabulary.expects import Asked, Move, Subject
from vocabulary.intents import INTENTS, IntentKind, select
from vocabulary.joining import find_matters
from vocabulary.programmes import PROGRAMMES

_MOST = 4
_ONE_QUESTION = (("check_payment", "check_claim"), ("ask_difference", "ask_contact"))
"""What the second of two clauses is taken for where it goes on with the first: 差在什么地方."""
_BUDGET, _LEAST = 260, 45
"""How many characters all answers have together, and how few one may come down to."""
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_WHOLE_SENTENCE = re.compile(r"[^。\n]+。?|\n")
_DATED = re.compile(r"（\d{4}年(?:的说法|公布)?[^（）]*）")
_OF_RECORDS = ("claim:", "relief:", "payment:", "enrolment:", "profile:")
_PUBLIC = "（说的是公开材料，以中心最新规定为准。）"
_OF_MONEY = frozenset({"check_claim", "check_payment"})
_ALONE = frozenset({"crisis", "request_human"})
PERSON_FIRST = frozenset({"request_human"})
"""Whoever wants a person hears first that one is called, whatever is asked besides."""
_SHORTEST_LOOKED_UP = 4
"""我现在 before 还有预约没 asks for no record."""
_LEAD = 8
"""So short a clause may only lead to the next."""
_LIST = 3
"""So many lines are a list, and stay one."""
_OF_SOMETHING = select(kind=IntentKind.PROGRAMME) - {
    "ask_contact",
    "ask_member_card",
    "ask_privacy",
    "ask_labour_rights",
}
_CLAUSE = re.compile(r"[\s，。？?！!；;,]+")
_OF_HAPPENING = ("ask_scope", "ask_process", "ask_eligibility")
_HEARD = 0.5
_FIGURE = re.compile(r"\d[\d,]*\s?元|\d%")
_CARRIED = ("event", "illness")
"""What happened is said once, and each of the questions is about it."""
_COMMON = frozenset(
    [
        "有没",
        "没有",
        "多少",
        "多久",
        "哪些",
        "哪里",
        "几天",
        "是哪",
        "时候",
        "怎么",
        "什么",
        "单位",
        "工会",
        "可以",
        "我们",
        "你们",
        "要求",
        "材料",
        "是不",
        "不是",
        "能不",
        "不能",
        "还能",
        "请问",
    ]
)


_WHOLE = frozenset({Aspect.REVIEW, Aspect.CHANGE})
"""What is told beside it goes with it: the reason with the wish for a review, the right sum with the wrong one."""


_OF_COVER = frozenset({"check_coverage", "ask_scope", "ask_eligibility", "ask_enrolment", "ask_benefit"})


def may_be_split(question: Question) -> bool:
    """Whether the message is no answer to an open question, and tells of nothing that comes before all questions."""
    asked = question.talk.asked
    is_answer = asked is not None and asked.kind not in (Asked.STEP, Asked.PROGRAMME, Asked.MEANING)
    is_grave = "death" in question.entities.get("event", ()) or _ALONE.intersection(question.intents)
    if _WHOLE.intersection(question.aspects) or _is_of_own_cover(question):
        return False
    if "out_of_scope" in question.intents and find_likely(question) == ("secondary_reimbursement",):
        return False  # 医保报完自付的 names no office's matter.
    if question.context_programmes == ("startup_loan",):
        return False  # What a loan costs is no plan's price.
    if question.moves[:1] == (Move.CORRECT,) and question.talk.topic is not None:
        return False  # 不是这份 是另一个 names one by what it is not.
    is_for_relative = _asks_for_relative(question) and not asks_frequent_twice(question)
    return not is_answer and not is_grave and not is_for_relative and not question.way_back


def asks_frequent_twice(question: Question) -> bool:
    """Whether two of the clauses ask frequent questions, each its own."""
    return len({part.faq for part in question.parts} - {None}) > 1


def asks_frequent_beside(question: Question) -> bool:
    """Whether one of the clauses asks a frequent question that is nothing of joining, and another something else."""
    is_asked = any(part.faq and not find_matters(part.text) for part in question.parts)
    return is_asked and len({part.faq for part in question.parts}) > 1


def _is_of_own_cover(question: Question) -> bool:
    """Whether all of it is asked of one's own cover, which answers it whole: 今天到期不, 昨天摔的还算不."""
    asked = {one for part in question.parts for one in part.intents if _asks(one)}
    return question.about is Subject.COVER and bool(question.aspects) and asked <= _OF_COVER


def _asks_for_relative(question: Question) -> bool:
    """Whether somebody of the family is ill, and all that is asked is whether that is paid for."""
    named = (*question.entities.get("relation", ()), *question.entities.get("circumstance", ()))
    is_theirs = bool({"parent", "spouse", "kin"}.intersection(named)) and not question.programmes
    return is_theirs and bool({Aspect.WHO_MAY, Aspect.COVERED}.intersection(question.aspects))


def split(question: Question) -> tuple[Question, ...]:
    """A question for each clause that asks something of its own; none where only one does."""
    asking: list[AskedPart] = []
    for part in hear_rest(question):
        if part.intents == ("dispute_claim",) and _disputes_nothing(question):
            continue
        is_short = len(part.text) < _SHORTEST_LOOKED_UP
        intents = tuple(i for i in part.intents if _asks(i) and not (is_short and INTENTS[i].looks_up))
        if not intents:
            continue
        if asking and (_is_the_same(asking[-1], part, intents) or _goes_on(asking[-1], part, intents)):
            last = asking[-1]
            both = _join(last.entities, part.entities)
            aspects = tuple(dict.fromkeys((*last.aspects, *part.aspects)))
            asking[-1] = replace(last, text=f"{last.text} {part.text}", entities=both, aspects=aspects)
        else:
            asking.append(replace(part, intents=intents))
    if len(asking) < 2 or _is_of_one_record(asking) or _is_of_centre(asking):
        return ()
    each = [replace(part, intents=(one,)) for part in asking for one in part.intents]
    found = _ask_each(question, each[:_MOST])
    return tuple(sorted(found, key=lambda one: not PERSON_FIRST.intersection(one.intents)))


def leave_lead_out(question: Question) -> Question:
    """The question without what was heard in a clause that only leads to the next."""
    leads = [part for part in question.parts if _only_leads(question, part)]
    if not leads:
        return question
    parts = tuple(part for part in question.parts if part not in leads)
    kept = {one for part in parts for one in part.intents}
    dropped = {one for part in leads for one in part.intents} - kept
    intents = tuple(one for one in question.intents if one not in dropped)
    return replace(question, intents=intents, parts=parts) if intents else question


def _only_leads(question: Question, part: AskedPart) -> bool:
    """Whether a clause names no thing and asks nothing of any, beside one that does: 先问问镇里 重疾一般给多少."""
    looks_up = bool(part.intents) and all(INTENTS[one].looks_up for one in part.intents if one in INTENTS)
    others = [one for one in question.parts if one is not part and one.aspects and one.entities]
    return looks_up and not part.aspects and not part.entities and bool(others) and len(part.text) <= _LEAD


def _disputes_nothing(question: Question) -> bool:
    """Whether a rule is asked about and no record is spoken of: 有书面依据吗 disputes no decision."""
    topic = question.talk.topic
    is_of_record = (topic is not None and bool(topic.key) and topic.subject is not Subject.PROGRAMME) or (
        question.named("claim_number")
    )
    asks_rule = any(INTENTS[one].kind is IntentKind.PROGRAMME for one in question.intents if one in INTENTS)
    return asks_rule and not is_of_record


def hear_rest(question: Question) -> Sequence[AskedPart]:
    """The clauses, and the one that was passed over where it tells what happened and asks what the whole likely asks."""
    parts = question.parts
    rest = [
        one for one in _CLAUSE.split(question.text) if one and not any(one in part.text for part in parts)
    ]
    heard = {one for part in parts for one in part.intents}
    meant = next((one for one in _OF_HAPPENING if question.chances.get(one, 0.0) >= _HEARD), None)
    events = question.entities.get("event", ())
    is_told = bool(events) and not any("event" in part.entities for part in parts)
    if not parts or len(rest) != 1 or meant is None or meant in heard or not is_told:
        return parts
    return (AskedPart(rest[0], (meant,), {"event": events}), *parts)


def shorten_all(answers: Sequence[Answer], asked: Sequence[str]) -> list[Answer]:
    """Each cut to what answers its words; what comes of records stays whole. One alone stays as it is."""
    if len(answers) < 2:
        return list(answers)
    budget = max(_LEAST, _BUDGET // len(answers))
    short = [_shorten(one, words, budget) for one, words in zip(answers, asked, strict=True)]
    is_dated = any(_DATED.search(one.text) and not _is_of_records(one) for one in answers)
    last = short[-1]
    return [*short[:-1], replace(last, text=f"{last.text}\n{_PUBLIC}")] if is_dated and last.text else short


def say_once(texts: Iterable[str]) -> list[str]:
    """Each text without the sentences that one before it said."""
    known: set[str] = set()
    kept = []
    for text in dict.fromkeys(texts):
        sentences = _WHOLE_SENTENCE.findall(text)
        kept.append("".join(one for one in sentences if one.strip() not in known).strip())
        known.update(one.strip() for one in sentences if one.strip())
    return [one for one in kept if one]


def put_first(text: str, words: str) -> str:
    """The text with the sentence at its head that says what the words ask, where no earlier one says anything of it."""
    line, *rest = text.split("\n")
    sentences = [one for one in _SENTENCE.findall(_DATED.sub("", line)) if one.strip(" 。")]
    shared = [count_shared(one, words) for one in sentences]
    best = max(range(len(shared)), key=lambda place: shared[place], default=0)
    if not best or shared[best] < 1 or any(shared[:best]):
        return text
    dated = "".join(_DATED.findall(line))
    ordered = [sentences[best], *sentences[:best], *sentences[best + 1 :]]
    return "\n".join(["".join(ordered) + dated, *rest])


def _ask_each(question: Question, parts: Sequence[AskedPart]) -> list[Question]:
    found: list[Question] = []
    # What is named in none of the clauses that ask is what all of them ask of.
    programmes = () if any("programme" in part.entities for part in parts) else question.programmes
    for part in parts:
        carried_on = tuple(one for one in programmes if _may_be_carried(one))
        programmes = part.entities.get("programme", ()) or carried_on
        carried = {one: question.entities[one] for one in _CARRIED if one in question.entities}
        found.append(
            replace(
                question,
                text=part.text,
                intents=part.intents,
                entities={**carried, **part.entities},
                programmes=programmes,
                context_programmes=programmes or question.context_programmes,
                aspects=part.aspects,
                about=part.about,
                faq=part.faq,
                likely_faq=part.likely_faq,
                parts=(),
            )
        )
    return found


def _is_of_one_record(parts: Sequence[AskedPart]) -> bool:
    """Whether a record is asked after, and what else is asked may be of the same: it is answered there, as one."""
    intents = {one for part in parts for one in part.intents}
    if "dispute_claim" in intents or (intents <= _OF_MONEY and not _name_several(parts)):
        return True
    looks_up = any(INTENTS[one].looks_up for one in intents)
    return looks_up and any(not _stands_alone(part) for part in parts)


def _is_of_centre(parts: Sequence[AskedPart]) -> bool:
    """Whether what the centre is, and how it differs from insurers, is asked in one breath: said once."""
    intents = {one for part in parts for one in part.intents}
    return intents == {"ask_overview", "ask_difference"} and not any(
        "programme" in part.entities for part in parts
    )


def _name_several(parts: Sequence[AskedPart]) -> bool:
    """Whether two of the clauses name something of their own, so that they may be of two records."""
    names = ("programme", "illness", "event", "amount", "claim_number", "relation")
    return sum(any(one in part.entities for one in names) for part in parts) > 1


def _stands_alone(part: AskedPart) -> bool:
    named = any(one in part.entities for one in ("programme", "office", "relation"))
    return (
        named
        or bool(part.faq)
        or all(INTENTS[one].looks_up or one not in _OF_SOMETHING for one in part.intents)
    )


def _may_be_carried(code: str) -> bool:
    """What pays is asked of in several clauses; a card or a service in its own alone."""
    return bool(PROGRAMMES[code].plan) or code.startswith("relief_")


def _is_the_same(before: AskedPart, part: AskedPart, intents: tuple[str, ...]) -> bool:
    """Whether a clause only goes on with the same question: of no other programme, and no frequent question of its own."""
    named = part.entities.get("programme", ())
    is_of_one_list = "out_of_scope" in intents or any(INTENTS[one].is_act for one in intents)
    if part.faq not in (None, before.faq) and not is_of_one_list:
        return False
    return set(intents) <= set(before.intents) and named in ((), before.entities.get("programme", ()))


def _goes_on(before: AskedPart, part: AskedPart, intents: tuple[str, ...]) -> bool:
    """Whether a clause that names nothing, and is plainly of nothing, only asks on: 到哪张卡，到了没有."""
    is_bare = part.about is None or part.about is before.about
    pair = (before.intents[-1], *intents)
    return is_bare and not part.entities and pair in _ONE_QUESTION


def _join(
    one: Mapping[str, tuple[str, ...]], other: Mapping[str, tuple[str, ...]]
) -> Mapping[str, tuple[str, ...]]:
    return {
        name: tuple(dict.fromkeys((*one.get(name, ()), *other.get(name, ())))) for name in {**one, **other}
    }


def _shorten(answer: Answer, words: str, budget: int) -> Answer:
    """The sentence at the head, the one that shares most with the words, and what else there is room for."""
    if (
        answer.offers
        or answer.text.count("\n") >= _LIST
        or _is_of_records(answer)
        or answer.person
        or answer.needs
        or answer.opens
    ):
        return answer
    sentences = [one.strip() for one in _SENTENCE.findall(_DATED.sub("", answer.text)) if one.strip(" 。")]
    if not sentences:
        return answer
    best = max(range(len(sentences)), key=lambda place: (count_shared(sentences[place], words), -place))
    figure = next((place for place, one in enumerate(sentences) if _FIGURE.search(one)), 0)
    kept = {0, best, figure}
    for place in range(1, len(sentences)):
        if sum(len(sentences[one]) for one in {*kept, place}) > budget:
            break
        kept.add(place)
    return replace(answer, text="".join(sentences[place] for place in sorted(kept)))


def count_shared(sentence: str, words: str) -> int:
    """How many pairs of characters they have in common, those aside that stand everywhere."""
    pairs = {"".join(pair) for pair in pairwise(words)} - _COMMON
    return sum(pair in sentence for pair in pairs)


def _is_of_records(answer: Answer) -> bool:
    return any(fact.source.startswith(_OF_RECORDS) for fact in answer.facts)


def _asks(intent: str) -> bool:
    found = INTENTS.get(intent)
    return found is not None and (found.kind is not IntentKind.CONVERSATION or intent == "out_of_scope")
