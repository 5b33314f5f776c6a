"""Reads Rasa's tracker as a question: the latest message, and the memory that the bot sent with it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from rasa_sdk import Tracker

from actions.faq import DOUBT, HARM, find_harm, load_faq, presses
from actions.passes import Passes
from actions.question import AskedPart, Question
from actions.talk import Talk, read_talk
from claims.values import MemberId
from vocabulary.aspects import Aspect
from vocabulary.awaited import read_awaited
from vocabulary.expects import Move, Subject
from vocabulary.form_pages import read_typed
from vocabulary.intents import INTENTS

_UNCLEAR = "nlu_fallback"
_PLAIN, _PRESSING = 0.5, 0.27
"""From this confidence on a move, an aspect or a subject is believed."""
_LIKELY_ENOUGH, _SURE, _ELSEWHERE = 0.55, 0.8, 0.45
"""The same of a question that is often asked, which must be sure where something else answers, and less so where nothing would.
What presses is believed sooner where danger is likely and no form is open.
"""
_IN_FORM = 0.5
"""The same while a form is open, where nothing but a question in between is answered by it."""
_STANDS_OUT = 0.4
"""From this confidence on an aspect is believed that is twice as likely as any other."""
_LIKELY, _LIKELY_FAQ = 0.18, 0.35
"""From these on an aspect, or a question that is often asked, is better than what was said just before."""
_BARE = 7
"""A clause that is shorter goes by what stands beside it: 一份多少钱 is of the programme that is named, 你能查吗 of what is looked up."""
_HARMS, _HARM_AGAIN, _DOUBTED = 0.45, 0.15, 0.3
"""So likely all entries of one harm are together; once it was told of, or only feared, what follows is heard sooner. A no, and what is said
while a form is open, must be surer: 不用转了, 别处一分钱没给.
"""
_OF_RULES = frozenset(
    {
        Aspect.HOW,
        Aspect.WHERE,
        Aspect.SUBSTITUTE,
        Aspect.ELSEWHERE,
        Aspect.EFFECT,
        Aspect.COMPARED,
        Aspect.WHO_MAY,
    }
)
"""What a rule answers rather than a record."""
_SERVICES = frozenset(
    {
        "unbind_identity",
        "bind_identity",
        "update_profile",
        "book_appointment",
        "join_activity",
        "manage_notifications",
    }
)
_PLAIN_WISH = 0.95
_REFUSALS = frozenset({"cancel", "deny"})
_Kind = TypeVar("_Kind", bound=StrEnum)


def read_question(tracker: Tracker, passes: Passes, now: datetime) -> Question:
    """The tracker's latest message as a question.

    Who asks, and what was said before, is believed from the bot's signed pass alone; raises BadPass where there is none.
    """
    message = tracker.latest_message
    known = passes.read((message.get("metadata") or {}).get("pass"), tracker.sender_id)
    entities = _entities(message)
    intent = (message.get("intent") or {}).get("name")
    intents = tuple(message.get("intents") or ()) or ((intent,) if intent else ())
    member_id = known.get("member_id")
    talk = read_talk(known.get("talk"))
    programmes = entities.get("programme", ())
    moves = _believe(Move, message.get("move_ranking"))
    chances = {one["name"]: float(one.get("confidence") or 0) for one in message.get("intent_ranking") or ()}
    aspects = _believe_aspects(message.get("aspect_ranking"))
    harmless = [one for one in message.get("faq_ranking") or () if not find_harm(str(one.get("name")))]
    return Question(
        text=message.get("text") or "",
        intents=intents,
        programmes=programmes,
        entities=entities,
        member=MemberId(int(member_id)) if member_id is not None else None,
        now=now,
        context_programmes=programmes or talk.programmes,
        talk=talk,
        move=next(iter(moves), None),
        moves=moves,
        aspects=aspects,
        likely_aspects=_believe(Aspect, message.get("aspect_ranking"), _LIKELY),
        about=next(iter(_believe(Subject, message.get("about_ranking"))), None),
        faq=_believe_harm(message.get("faq_ranking"), talk, intents)
        or _believe_faq(
            harmless,
            _find_bar(intents, programmes, next(iter(moves), None), aspects)
            if talk.task is None
            else _IN_FORM,
            told=False,
            pressing=_find_pressing_bar(intents, talk, chances),
        ),
        likely_faq=_believe_faq(harmless, _LIKELY_FAQ, told=False),
        mood=_believe_faq(
            message.get("faq_ranking"), _LIKELY_FAQ if set(intents) <= {"greet"} else _PLAIN, told=True
        ),
        likely_mood=_believe_faq(message.get("faq_ranking"), _LIKELY_FAQ, told=True),
        is_clear=intent != _UNCLEAR,
        likely=tuple(one["name"] for one in message.get("intent_ranking") or () if one.get("name")),
        chances=chances,
        parts=tuple(_read_parts(message, intents)),
        way_back=known.get("way_back"),
        waiting=read_awaited(known.get("waiting")),
        page=read_typed(known.get("page")),
    )


def write_understood(tracker: Tracker, question: Question) -> dict[str, Any] | None:
    """What was understood of the member's words, for whoever looks over it; None where nobody spoke."""
    if question.way_back or question.page or not question.intents:
        return None
    ranking = tracker.latest_message.get("intent_ranking") or ()
    certain = {one.get("name"): float(one.get("confidence") or 0) for one in ranking}
    intents = [[name, round(certain.get(name, 0.0), 3)] for name in question.intents]
    return {"intents": intents, "programmes": list(question.programmes)}


def _believe(
    kind: type[_Kind], ranking: Sequence[Mapping[str, Any]] | None, bar: float = _PLAIN
) -> tuple[_Kind, ...]:
    """Those of a ranking that are likely enough, likeliest first; one that is not known here is none."""
    return tuple(
        kind(one["name"])
        for one in ranking or ()
        if one.get("name") in set(kind) and float(one.get("confidence") or 0) >= bar
    )


def _believe_aspects(ranking: Sequence[Mapping[str, Any]] | None) -> tuple[Aspect, ...]:
    """Those that are plain; else the first where it stands out from all others."""
    if plain := _believe(Aspect, ranking):
        return plain
    chances = [float(one.get("confidence") or 0) for one in ranking or ()]
    if not chances or chances[0] < _STANDS_OUT or any(one * 2 > chances[0] for one in chances[1:]):
        return ()
    return tuple(Aspect(one["name"]) for one in (ranking or ())[:1] if one.get("name") in set(Aspect))


def _find_bar(
    intents: Sequence[str], programmes: Sequence[str], move: Move | None, aspects: Sequence[Aspect]
) -> float:
    """How sure a frequent question must be: surer where something else answers too, a programme's page, or what is plainly
    asked of an own record or of what was spoken of; less so where nobody here would answer.
    """
    if tuple(intents) == ("out_of_scope",) and move is not Move.CARRY:
        return _ELSEWHERE
    known = [INTENTS[one] for one in intents if one in INTENTS]
    is_of_record = any(one.looks_up for one in known) or move is Move.CARRY
    is_plain = bool(aspects) and aspects[0] not in _OF_RULES
    is_answered = bool(programmes) or any(one.is_act for one in known) or (is_of_record and is_plain)
    return _SURE if is_answered else _LIKELY_ENOUGH


def _find_pressing_bar(intents: Sequence[str], talk: Talk, chances: Mapping[str, float]) -> float:
    """The same of what presses: sooner where danger is likely besides, later beside a plain wish for a service: 解除绑定."""
    if talk.task is None and chances.get("crisis", 0.0) >= _STANDS_OUT:
        return _PRESSING
    wishes = _SERVICES.intersection(intents)
    return _SURE if any(chances.get(one, 0.0) >= _PLAIN_WISH for one in wishes) else _LIKELY_ENOUGH


def _believe_faq(
    ranking: Sequence[Mapping[str, Any]] | None,
    bar: float = _PLAIN,
    *,
    told: bool,
    pressing: float = _LIKELY_ENOUGH,
) -> str | None:
    """The likeliest question that is often asked, or what is likeliest told of how it is, where it is likely enough.

    What presses has a bar of its own.
    """
    entries = load_faq()
    named = [(str(one.get("name")), float(one.get("confidence") or 0)) for one in ranking or ()]
    fitting = [one for one in named if one[0] in entries and bool(entries[one[0]].told) is told]
    name, sure = next(iter(fitting), (None, 0.0))
    is_heard_else = bool(named) and named[0][0] != name and named[0][1] >= _PLAIN
    return name if sure >= (pressing if presses(name) and not is_heard_else else bar) else None


def _believe_harm(
    ranking: Sequence[Mapping[str, Any]] | None, talk: Talk, intents: Sequence[str]
) -> str | None:
    """The likeliest entry of a harm, where all of them together are likely: 加QQ交手续费解冻 is several at once."""
    named = [(str(one.get("name")), float(one.get("confidence") or 0)) for one in ranking or ()]
    harms = [one for one in named if find_harm(one[0])]
    told = {entry for one in talk.topics if one.key == HARM for entry in one.aspects}
    first = harms[0][1] if harms else 0.0
    others = max((sure for name, sure in named if not find_harm(name)), default=0.0)
    may_answer = talk.task is not None or set(intents) <= _REFUSALS
    again = _DOUBTED if told == {DOUBT} else _HARM_AGAIN
    bar = again if told else _SURE if may_answer else _HARMS
    is_likely = sum(sure for _, sure in harms) >= bar and first >= others
    return harms[0][0] if is_likely else None


def _read_parts(message: Mapping[str, Any], intents: Sequence[str]) -> Iterable[AskedPart]:
    """The clauses that ask, each with what stands in it; one that asks nothing but a frequent question asks with the message's
    intent.
    """
    asking = tuple(one for one in intents if one in INTENTS and INTENTS[one].is_question)[:1]
    programmes = _entities(message).get("programme", ())
    for one in message.get("parts") or ():
        start, end = one["start"], one["end"]
        named = [each for each in message.get("entities") or () if start <= each.get("start", -1) < end]
        entities = _entities({"entities": named})
        asked = _believe(Aspect, one.get("aspects"))
        bar = _find_bar(one["intents"], programmes, None, asked) if one["intents"] else _SURE
        is_bare = len(one["text"]) < _BARE and (bool(programmes) or not one["intents"])
        faq = None if is_bare else _believe_faq(one.get("faq"), bar, told=False)
        if one["intents"] or (faq and asking and not presses(faq)):
            yield AskedPart(
                one["text"],
                tuple(one["intents"]) or asking,
                entities,
                asked,
                next(iter(_believe(Subject, one.get("about"))), None),
                faq,
                None if is_bare else _believe_faq(one.get("faq"), _LIKELY_FAQ, told=False),
            )


def _entities(message: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for entity in message.get("entities") or ():
        name, value = entity["entity"], str(entity["value"])
        found[name] = (*found.get(name, ()), value)
    return found
