"""Member activities: shown, signed up for and left in a sentence."""

import re
from collections.abc import Sequence

from actions.identity import for_member
from actions.knowledge import Knowledge
from actions.question import Answer, OfferedChoice, Question
from claims.access import access_activity_sign_ups, find_open_activities
from claims.changes import leave_activity, sign_up
from claims.database import ClaimsDatabase
from claims.errors import NoSuchActivity
from claims.values import Activity, MemberId
from vocabulary.saying import say_date

_CANCEL = re.compile(r"取消|退了?|不去|去不了|撤|不用了|作废|不参加|不报了")
_SIGN_UP = re.compile(r"报名?|参加|算我|加我|想去|\+1|名额|留个|要去")
_NO_ACTIVITIES = "现在没有可以报名的会员活动，过几天再来看看。"


async def answer_activity(claims: ClaimsDatabase, knowledge: Knowledge, question: Question) -> Answer:
    """The activities on offer to anybody; a sign-up or its end for the one that the words name."""
    activities = await find_open_activities(claims, question.today)
    if not activities:
        return Answer(_NO_ACTIVITIES)
    named = find_named(activities, question.text)
    if _CANCEL.search(question.text):
        return await _leave(claims, knowledge, question)
    if named and _SIGN_UP.search(question.text):
        return await _sign_up(claims, knowledge, question)
    lines = [
        f"· {one.title}，{say_date(one.starts_at.date(), question.today)}，{one.place}，"
        + (f"还有 {one.seats_left} 个名额" if one.seats_left else "名额满了，可以排队")
        for one in activities[:5]
    ]
    choices = tuple(OfferedChoice(f"报名{one.title}", f"报名{one.title}") for one in activities[:5])
    return Answer("\n".join(["最近有这些会员活动，想去哪个就点一下：", *lines]), choices)


def find_named(activities: Sequence[Activity], text: str) -> Activity | None:
    """The one activity whose title shares the most with the words: at least two characters in a row."""
    shares = [(_longest_common(one.title, text), one) for one in activities]
    best = max(length for length, _ in shares)
    found = [one for length, one in shares if length == best]
    return found[0] if best >= 2 and len(found) == 1 else None


def _longest_common(title: str, text: str) -> int:
    return max(
        (
            length
            for length in range(1, len(title) + 1)
            for start in range(len(title) - length + 1)
            if title[start : start + length] in text
        ),
        default=0,
    )


async def _sign_up_named(claims: ClaimsDatabase, member: MemberId, question: Question) -> Answer:
    named = find_named(await find_open_activities(claims, question.today), question.text)
    if named is None:
        return Answer(_NO_ACTIVITIES)
    try:
        got = await sign_up(claims, member, named.code, question.now)
    except NoSuchActivity:
        return Answer(
            f"“{named.title}”已经停止报名了。", (OfferedChoice("看别的活动", "最近有什么会员活动"),)
        )
    when = f"{say_date(got.starts_at.date(), question.today)} {got.starts_at:%H:%M}，{got.place}"
    give_up = (OfferedChoice("不去了", f"取消报名{got.title}"),)
    if got.state == "waiting":
        return Answer(
            f"“{got.title}”名额满了，给您排上队了，排第 {got.place_in_line} 位。有人退出就轮到您。", give_up
        )
    return Answer(f"“{got.title}”报上名了：{when}。去不了请早点说一声，好让给别人。", give_up)


async def _leave_named(claims: ClaimsDatabase, member: MemberId, question: Question) -> Answer:
    mine = [
        one
        for one in await access_activity_sign_ups(claims, member)
        if one.state in ("signed_up", "waiting") and one.starts_at > question.now
    ]
    named = [one for one in mine if one.title in question.text] or mine
    if not named:
        return Answer("您现在没有报名的活动。", (OfferedChoice("看看活动", "最近有什么会员活动"),))
    if len(named) > 1:
        choices = tuple(OfferedChoice(one.title, f"取消报名{one.title}") for one in named)
        return Answer("您报了几个活动，取消哪个？", choices)
    title = await leave_activity(claims, member, named[0].activity_code, question.now)
    return Answer(f"“{title}”给您取消了，名额让给下一位。")


_sign_up = for_member(_sign_up_named)
_leave = for_member(_leave_named)
