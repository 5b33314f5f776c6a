"""Who has just proved who they are: what they asked before is answered unasked, else the conversation goes on."""

from dataclasses import replace

from actions import notifications
from actions.answering import Answering
from actions.coverage import answer_cover, read_cover
from actions.identity import OF_PROVING
from actions.question import Answer, Question
from claims.access import access_profile
from vocabulary.aspects import Aspect
from vocabulary.expects import Asked

_GO_ON = "{name}您好，刚才问您的，接着说就行。"
_OWN = "{name}您好。{cover}您刚才问的，说一句出了什么事，我看用得上哪样。"
_ANYTHING = "{name}您好。您的理赔、保障、救助、预约，现在都能查了，想问哪样？"
_STILL_AWAITED = "{name}您好。找同事的请求还排着，没有变。这会儿想查哪样，也可以直接说。"


def recall(question: Question) -> Question:
    """The question that waited for the member's identity, where that is known now and nothing else is asked."""
    waiting = question.talk.unanswered
    if waiting is None or question.member is None:
        return question
    is_resumed = question.way_back == "linked" or question.text == waiting.text
    if not is_resumed and not set(question.intents) <= OF_PROVING:
        return question
    programmes = waiting.entities.get("programme", ())
    tells = waiting.entities.get("event") or waiting.entities.get("illness")
    return replace(
        question,
        text=waiting.text,
        intents=waiting.intents,
        entities=waiting.entities,
        programmes=programmes,
        context_programmes=programmes or (() if tells else question.context_programmes),
        chances={},
        aspects=waiting.aspects,
        likely_aspects=(),
        about=waiting.about,
        faq=None,
        likely_faq=None,
        move=None,
        is_clear=True,
        way_back=None,
        talk=replace(question.talk, unanswered=None, asked=None),
    )


async def take(answering: Answering, question: Question) -> Answer | None:
    """One sentence where nothing waited: the open question again, else an opening for any."""
    if question.member is None or not _is_just_linked(question):
        return None
    if asked_again := notifications.ask_again(question):
        return asked_again
    name = (await access_profile(answering.claims, question.member)).name
    asked = question.talk.asked
    if asked and asked.kind is Asked.PROGRAMME:
        cover = await read_cover(answering.claims, answering.knowledge, question.member, question)
        own = answer_cover(cover, (Aspect.OVERVIEW,))
        return replace(own, text=_OWN.format(name=name, cover=own.text.split("\n")[0]), asks=asked)
    if asked and asked.kind is not Asked.STEP:
        return Answer(_GO_ON.format(name=name), asks=asked)
    words = _STILL_AWAITED if question.waiting else _ANYTHING
    return Answer(words.format(name=name), is_small_talk=True)


def _is_just_linked(question: Question) -> bool:
    """Whether the bot says so, or the page was the last thing offered and nothing else is said."""
    is_on_page = question.talk.is_asked(Asked.STEP, "identity") and not question.aspects
    return question.way_back == "linked" or (is_on_page and set(question.intents) <= OF_PROVING)
