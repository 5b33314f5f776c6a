"""An act with consequences is asked for in words that name it, and done after a yes alone."""

import re
from collections.abc import Mapping
from dataclasses import replace

from actions import activities, notifications, papers, passing_on, reviews, services, visits
from actions.answering import Answering, join_answers
from actions.patterns import own_records
from actions.question import Act, Answer, Question
from actions.relief_case import CORRECT_RELIEF, CORRECTING
from actions.tasks import visit
from actions.tasks.signals import agrees, agrees_wholly, asks_something, says_not_but
from vocabulary.aspects import Aspect
from vocabulary.expects import Asked, Move

ACTS: Mapping[str, Act] = {
    visits.CANCEL_VISIT: visits.CANCELLING,
    visit.CANCEL_BY_NAME: visits.CANCELLING_BY_NAME,
    services.UNLINK: services.UNLINKING,
    reviews.DISPUTE: reviews.DISPUTING,
    reviews.WITHDRAW_REVIEW: reviews.WITHDRAWING,
    passing_on.PASS_ON: passing_on.PASSING_ON,
    papers.NAME_PICTURE: papers.NAMING_PICTURE,
    notifications.STOP_NOTICES: notifications.STOPPING,
    activities.LEAVE_ACTIVITY: activities.LEAVING,
    activities.JOIN_ACTIVITY: activities.JOINING,
    CORRECT_RELIEF: CORRECTING,
}
"""What a yes would do, by the name that stands in the open question."""
_OF_NO = frozenset({Aspect.UNDO, Aspect.CHANGE})
_OF_YES = frozenset({"affirm", "inform", "thank", "deny", "cancel"})
_FIRST = re.compile(r"[^。！？\n]+[。！？]")
_PIECES = re.compile(r"[，,。；;\s]+")
_OPENS = re.compile(r"[嗯哦噢唔啊]+")
"""What opens a sentence, and is a yes only where nothing else is asked."""
_BUT = re.compile(r"不|别|但|可是|先(?!提|交|报|办|登|转)|等|再|改|错")
_NO = re.compile(r"^(?:[那哦噢嗯唉哎呀，,\s])*(?:先?(?:不|别|甭)|算了|等等|等一下|还是算|拉倒|得了吧)|留着")


async def take(answering: Answering, question: Question) -> Answer | None:
    """Does what was asked about, or leaves it and says so; any other message answers nothing, and the act is not done."""
    asked = question.talk.asked
    act = ACTS.get(asked.act) if asked and asked.kind is Asked.YES else None
    if asked is None or act is None:
        return None
    is_named = bool(act.named.fullmatch(question.text.strip())) or act.is_chosen(question)
    if _only_opens(question) and not is_named:
        return None
    if act is activities.JOINING and {"deny", "join_activity"} <= set(question.intents):
        return None  # Another one instead.
    if act is activities.JOINING and Aspect.UNDO in question.aspects:
        return Answer(act.left)  # 那天值班 不去了
    if refuses(question) and not is_named and not _asks_first(question) and not _asks_of_record(question):
        left = await act.leave(answering.claims, question, asked.key) if act.leave else Answer(act.left)
        return await _answer_besides(answering, question, act, left)
    if not is_named and act.may_be_undone and (parts := _split_yes(act, question)):
        done = await act.perform(answering.claims, replace(question, text=parts[0]), asked.key)
        return await _answer_rest(answering, question, act, done, parts[1])
    says_yes = agrees_wholly(question) or (agrees(question) and "inform" not in question.intents)
    if is_named or (says_yes and not act.against.search(question.text)):
        return await act.perform(answering.claims, question, asked.key)
    return None


def _only_opens(question: Question) -> bool:
    """Whether a sign of listening comes before a question, and nothing says yes: 嗯 那暖气的还要啥材料."""
    first, *rest = [one for one in _PIECES.split(question.text.strip()) if one] or [""]
    asks = bool(question.aspects) or asks_something(question)
    return len(rest) == 1 and asks and bool(_OPENS.fullmatch(first))


def _split_yes(act: Act, question: Question) -> tuple[str, str] | None:
    """The yes that a message begins with, and the question that follows it: 嗯 就这么改，能加急吗."""
    pieces = [one for one in _PIECES.split(question.text.strip()) if one]
    for place in range(len(pieces) - 1, 0, -1):
        lead, rest = " ".join(pieces[:place]), "，".join(pieces[place:])
        says_yes = act.named.fullmatch(lead) or agrees(replace(question, text=lead, intents=(), move=None))
        if says_yes and not _BUT.search(rest) and (question.aspects or asks_something(question)):
            return lead, rest
    return None


async def _answer_rest(answering: Answering, question: Question, act: Act, done: Answer, text: str) -> Answer:
    """What was done, and the answer to the question that came with the yes."""
    if question.aspects and act.hears.issuperset(question.aspects):
        return done
    intents = tuple(one for one in question.intents if one not in _OF_YES)
    talk = replace(question.talk, asked=None)
    rest = replace(question, text=text, intents=intents, move=None, talk=talk)
    more = await own_records.take(answering, rest) or (await answering.answer(rest) if intents else None)
    if more is None or more.opens:
        return done
    return replace(join_answers([done, more]), person=done.person, says=more.says)


async def _answer_besides(answering: Answering, question: Question, act: Act, left: Answer) -> Answer:
    """A no, and the answer to the question that came with it: 不用转了 你就说能给多少."""
    asking = next((one for one in reversed(question.parts) if one.aspects or one.intents), None)
    if asking is None or set(question.aspects) <= _OF_NO or not asks_something(question):
        return left
    first = _FIRST.match(left.text)
    short = replace(left, text=first[0]) if first else left
    rest = await _answer_rest(answering, question, act, short, asking.text)
    return left if rest is short else rest


def refuses(question: Question) -> bool:
    """A no, however it is said; 不是A是B corrects, and refuses nothing."""
    if says_not_but(question):
        return False
    is_no = question.move in (Move.REFUSE, Move.STOP, Move.PUT_OFF) or set(question.intents) == {"deny"}
    return is_no or bool(_NO.search(question.text.strip()))


def _asks_first(question: Question) -> bool:
    """Whether a "wait" comes before a question, and is no no: 等等 退了还能再报不."""
    is_no = question.move in (Move.REFUSE, Move.STOP, Move.PUT_OFF) or "deny" in question.intents
    return bool(question.aspects) and not is_no and question.text.strip().startswith(("等", "先等"))


def _asks_of_record(question: Question) -> bool:
    """Whether something is asked of a record, which only sounds like a no: 可别就给几百块."""
    is_no = bool({"deny", "cancel", "affirm"}.intersection(question.intents))
    is_plain = bool(_NO.search(question.text.strip()))
    return bool(question.aspects) and question.about is not None and not is_no and not is_plain


def ask_on(question: Question, answer: Answer) -> Answer:
    """A question in between is answered, and the yes to the act asked again, shorter; other words leave it open no more."""
    asked = question.talk.asked
    act = ACTS.get(asked.act) if asked and asked.kind is Asked.YES else None
    if asked is None or act is None or not act.again or not (asks_something(question) or question.aspects):
        return answer
    if (
        (refuses(question) and not _asks_first(question) and not _asks_of_record(question))
        or (agrees(question) and not _only_opens(question))
        or act.named.fullmatch(question.text.strip())
    ):
        return answer
    if act.may_be_undone and not _only_opens(question) and _split_yes(act, question):
        return answer
    if act is activities.JOINING and Aspect.UNDO in question.aspects:
        return answer
    if answer.asks or answer.opens or answer.person or set(answer.needs) - {"tell_notices"}:
        return answer
    if not answer.text or asked.is_again:
        return answer  # What was asked twice and answered by neither yes nor no is wanted no more.
    again = act.again.format(key=asked.key)
    return replace(
        answer,
        text=f"{act.lead}{answer.text}\n{again}",
        again=tuple(f"{act.lead}{one}\n{again}" for one in answer.again),
        choices=(),
        asks=replace(asked, is_again=True),
    )
