"""An act with consequences is asked for in words that name it, and done after a yes alone."""

import re
from collections.abc import Mapping

from actions import activities, notifications, passing_on, reviews, services, visits
from actions.answering import Answering
from actions.question import Act, Answer, Question
from actions.relief_case import CORRECT_RELIEF, CORRECTING
from actions.tasks.signals import agrees
from vocabulary.expects import Asked, Move

ACTS: Mapping[str, Act] = {
    visits.CANCEL_VISIT: visits.CANCELLING,
    services.UNLINK: services.UNLINKING,
    reviews.DISPUTE: reviews.DISPUTING,
    reviews.WITHDRAW_REVIEW: reviews.WITHDRAWING,
    passing_on.PASS_ON: passing_on.PASSING_ON,
    notifications.STOP_NOTICES: notifications.STOPPING,
    activities.LEAVE_ACTIVITY: activities.LEAVING,
    activities.JOIN_ACTIVITY: activities.JOINING,
    CORRECT_RELIEF: CORRECTING,
}
"""What a yes would do, by the name that stands in the open question."""
_NO = re.compile(r"^(?:先?(?:不|别|甭)|算了|等等|等一下|还是算)|留着")


async def take(answering: Answering, question: Question) -> Answer | None:
    """Does what was asked about, or leaves it and says so; any other message answers nothing, and the act is not done."""
    asked = question.talk.asked
    act = ACTS.get(asked.act) if asked and asked.kind is Asked.YES else None
    if asked is None or act is None:
        return None
    is_named = bool(act.named.fullmatch(question.text.strip()))
    if refuses(question) and not is_named:
        return Answer(act.left)
    if is_named or (agrees(question) and not act.against.search(question.text)):
        return await act.perform(answering.claims, question, asked.key)
    return None


def refuses(question: Question) -> bool:
    """A no, however it is said."""
    is_no = question.move in (Move.REFUSE, Move.STOP, Move.PUT_OFF) or set(question.intents) == {"deny"}
    return is_no or bool(_NO.search(question.text.strip()))
