"""What is asked of an activity: whether one is in it, seats, when and where; what nobody wrote down is said to be so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from actions.activities import (
    JOIN_ACTIVITY,
    LEAVE_ACTIVITY,
    answer_activity,
    only_asks,
    only_signs_up,
    wishes_if_free,
)
from actions.activities_shown import (
    ABOUT,
    CANCEL,
    FREE_UNKNOWN,
    SEE_ACTIVITIES,
    find_mine,
    find_named,
    find_spoken_of,
    find_titled,
    leave_common_out,
    narrow_to_given_up,
    say_kept,
)
from actions.answering import Answering
from actions.question import Answer, OfferedChoice, Question
from actions.records.activity_rules import OF_COUNT, OF_LINE, TOLD, say_of_line, say_rule
from actions.talk import AskedNow
from actions.tasks.signals import agrees
from actions.wording import say_list
from claims.access import access_activity_sign_ups, access_place_in_line, find_open_activities
from claims.values import Activity, ActivitySignUp
from vocabulary.aspects import Aspect
from vocabulary.expects import Asked, Subject
from vocabulary.saying import say_date

_OF_SEATS = frozenset(
    {
        Aspect.STATE,
        Aspect.MISSING,
        Aspect.MORE,
        Aspect.VALID,
        Aspect.OVERVIEW,
        Aspect.CERTAIN,
        Aspect.HOW,
        Aspect.RECEIVED,
        Aspect.WHEN_DONE,
    }
)
_OF_NOTICE = re.compile(r"告诉?我|通知|喊我?|叫我|知会|说一声|提醒")
_OF_LEFT = frozenset({Aspect.MORE, Aspect.MISSING})
"""How many seats are left."""
_OF_TIME = frozenset({Aspect.TIME, Aspect.WHEN, Aspect.WHERE})
_IN_IT = "“{title}”您已经报上了，不用再报：{when}。去不了早点说一声，好让给别人。"
_IN_LINE = "“{title}”您在排队，排第 {place} 位，{before}，有人退出就轮到您：{when}。"
_FULL = "“{title}”的 {seats} 个名额都报满了，可以排队，有人退出就轮到您：{when}。"
_SEATS = "“{title}”还能报，还有 {left} 个名额，{until}截止：{when}。"
_OTHERS = "“{title}”{seats}。别人想去，得在自己的微信里报，我替不了。您自己的报上了：{when}。"
_AT = "“{title}”{stands}是{when}。"
_AGES = "“{title}”几岁能去、能带几个、谁能跟着去，系统里没有写，我不敢说。去之前问一下单位工会，或者回复“转人工”。"
_WITH_WHOM = "几岁能去、能带几个，系统里没有写，去之前问一下单位工会，或者回复“转人工”。"
_GROWN = frozenset({"spouse", "parent", "other"})
"""Who signs up in a chat of their own."""
_OF_KIN = frozenset({"child", "spouse", "parent"})
_NO_RULE = "没去会怎样，我没看到有处罚的规定。去不了早点说一声，名额让给别人就好。"
_OVER = "“{title}”{day}已经办过了{stood}。现在能报的：{titles}。"
_STOOD = {"attended": "，您去了", "cancelled": "，您当时取消了"}
_LEAVING = "退了，名额就让给下一位；还没截止、又有名额的时候，想去还能再报。"
_NOT_IN_IT = "“{title}”您没有报着，不用取消。"
_KEPT_BESIDE = "“{title}”还给您留着，不去了就说“取消报名{title}”。"
_NO_RULES = "要不要钱、几岁能去、能带谁，系统里都没写，报之前回复“转人工”问一下。想报哪个，说名字就行。"
_LEFT = "您报过，后来取消了。"
_HOW = "想去，说“报名{title}”，核对一下身份就行。"
_BY_THEMSELVES = "他想去，在自己的微信里报就行，我替不了。"
_ASK = "要给您报名吗？"
_ASK_TO_WAIT = "要给您排上吗？"
_YES_NO = (OfferedChoice("报名", "报名"), OfferedChoice("先不报", "先不报名"))
_BY_TITLE = _OF_TIME | {Aspect.AMOUNT, Aspect.HOW}
_MOST = 2


@dataclass(frozen=True)
class _Seen:
    """The activity that is meant, and the member's place in it."""

    one: Activity
    mine: ActivitySignUp | None
    place: int | None
    when: str
    had: bool
    """Whether they had signed up and gave it up."""


async def answer(answering: Answering, question: Question, aspects: Sequence[Aspect]) -> Answer | None:
    """What is asked of the activity that is meant; None where none is, or where something is wished for."""
    if question.talk.task or not _is_of_activities(question):
        return None
    activities = await find_open_activities(answering.claims, question.today)
    whole = question.text
    if Aspect.UNDO in aspects or CANCEL.search(whole):
        narrowed = narrow_to_given_up(question)
        question = narrowed if find_named(activities, narrowed.text) else question
    named = find_named(activities, question.text)
    if (not aspects or Aspect.OVERVIEW in aspects) and OF_LINE.search(whole):
        aspects = (Aspect.AMOUNT,)  # 前头排了几个.
    if named is None and Aspect.OVERVIEW in aspects:
        return None  # All of one's own.
    one = named or find_spoken_of(activities, question)
    if one is None:
        over = await _say_over(answering, activities, question)
        if over is None and (line := await _say_of_line(answering, activities, aspects, question)):
            return line
        return over or _say_of_all(aspects, question)
    if only_signs_up(question.text, one.title):
        # 子女 in a title asks nothing about who may come.
        return await answer_activity(answering.claims, answering.knowledge, question)
    seen = await _look(answering, one, question)
    topics = (replace(ABOUT[0], key=one.code),)
    if acted := await _act_on(answering, seen, named is not None, aspects, question, whole):
        return acted
    if not aspects and (only_asks(question.text) or (seen.place and OF_COUNT.search(question.text))):
        aspects = (Aspect.STATE,)
    if "join_activity" in question.intents and question.named("relation") in _GROWN:
        place = _say_for_others(seen) if seen.mine else f"{_say_place(seen, question)}{_BY_THEMSELVES}"
        return Answer(place, topics=topics)
    said = list(dict.fromkeys(part for one in aspects[:_MOST] if (part := _say(one, seen, question))))
    if seen.place and (Aspect.NOTIFIED in aspects or _OF_NOTICE.search(question.text)):
        said = [_say_place(seen, question), TOLD]
    if not said and named and aspects:
        said = [_say_place(seen, question)]
    if not said:
        return None
    if _brings_somebody(one, aspects, question):
        said.append(_WITH_WHOM)
    is_of_seats = bool(_OF_SEATS.intersection(aspects)) or (seen.had and Aspect.EFFECT in aspects)
    if question.member is None and is_of_seats:
        join = (OfferedChoice("报名", f"报名{one.title}"),)
        return Answer(
            "".join((*said, _HOW.format(title=one.title))), join, topics=topics, needs=("identity",)
        )
    if is_of_seats and not seen.mine and one.seats_left and wishes_if_free(question.text):
        wished = replace(question, text=f"报名{one.title}")
        return await answer_activity(answering.claims, answering.knowledge, wished)
    if is_of_seats and not seen.mine and question.named("relation") == "other":
        return Answer("".join((*said, _BY_THEMSELVES)), topics=topics)
    if is_of_seats and not seen.mine:
        asks = AskedNow(Asked.YES, JOIN_ACTIVITY, one.title)
        said.append(_ASK if one.seats_left else _ASK_TO_WAIT)
        return Answer("".join(said), _YES_NO, topics=topics, asks=asks)
    return Answer("".join(said), topics=topics)


async def _act_on(
    answering: Answering,
    seen: _Seen,
    is_named: bool,
    aspects: Sequence[Aspect],
    question: Question,
    whole: str,
) -> Answer | None:
    """One's own is given up, or another one taken instead, where that is wished; a yes to one's own changes nothing."""
    is_time = bool(aspects) and _OF_TIME.issuperset(aspects)
    gives_up = Aspect.UNDO in aspects or ((not aspects or is_time) and bool(CANCEL.search(question.text)))
    if seen.mine and gives_up:
        given_up = replace(question, text=f"取消报名{seen.one.title}")
        asked = await answer_activity(answering.claims, answering.knowledge, given_up)
        kept = await say_kept(answering.claims, asked, replace(question, text=whole))
        first = _say(aspects[0], seen, question) if is_time else None  # 徒步哪天来着 不去了 取消
        return replace(kept, text=f"{first}{kept.text}") if first else kept
    if Aspect.CHANGE in aspects and is_named and not seen.mine:
        return await _say_instead(answering, seen, question)
    if not aspects and seen.mine and agrees(question):
        return Answer(_say_place(seen, question), topics=(replace(ABOUT[0], key=seen.one.code),))
    return None


async def answer_given_up(
    answering: Answering, question: Question, aspects: Sequence[Aspect]
) -> Answer | None:
    """What sounds like a visit's, where one of the member's own activities is named by its title: 徒步我不去了."""
    if Aspect.UNDO not in aspects or question.talk.task:
        return None
    mine = (await find_mine(answering.claims, question)).values()
    if len(find_titled(list(mine), leave_common_out(question.text))) != 1:
        return None
    return await answer(answering, replace(question, about=Subject.ACTIVITY), aspects)


async def answer_named(answering: Answering, question: Question, aspects: Sequence[Aspect]) -> Answer | None:
    """The same of what sounds like a rule's question, and names an activity by its title: 那个做实验的还能报吗."""
    if question.programmes or question.talk.task or question.talk.asked:
        return None
    activities = await find_open_activities(answering.claims, question.today)
    words = leave_common_out(question.text)
    if find_named(activities, words) is None:
        return None
    if Aspect.UNDO in aspects:
        return await answer(answering, replace(question, about=Subject.ACTIVITY), aspects)
    asked = tuple(one for one in aspects if one in _BY_TITLE) or (Aspect.STATE,)
    return await answer(answering, replace(question, text=words, about=Subject.ACTIVITY), asked)


async def _say_of_line(
    answering: Answering, activities: Sequence[Activity], aspects: Sequence[Aspect], question: Question
) -> Answer | None:
    mine = await find_mine(answering.claims, question)
    told = say_of_line(aspects, question, activities, mine)
    return Answer(told, topics=ABOUT) if told else None


def _say_of_all(aspects: Sequence[Aspect], question: Question) -> Answer | None:
    """Of no one activity: what nobody wrote of any."""
    is_of_rules = bool(aspects) and set(aspects) <= {Aspect.AMOUNT, Aspect.WHO_MAY}
    is_listed = question.talk.offered is not None and question.talk.offered.subject is Subject.ACTIVITY
    return Answer(_NO_RULES, topics=ABOUT) if is_of_rules and is_listed else None


async def _say_instead(answering: Answering, seen: _Seen, question: Question) -> Answer:
    """Another one instead of the one that is spoken of: it is offered, and the first stays until it is given up."""
    topic = question.talk.topic
    mine = await find_mine(answering.claims, question)
    first = mine.get(topic.key) if topic else None
    kept = _KEPT_BESIDE.format(title=first.title) if first else ""
    ask = _ASK if seen.one.seats_left else _ASK_TO_WAIT
    return Answer(
        f"{kept}{_say_place(seen, question)}{ask}",
        _YES_NO,
        topics=(replace(ABOUT[0], key=seen.one.code),),
        asks=AskedNow(Asked.YES, JOIN_ACTIVITY, seen.one.title),
    )


async def _say_over(
    answering: Answering, activities: Sequence[Activity], question: Question
) -> Answer | None:
    """One of the member's own that is over is said to be; with what can be had now."""
    if question.member is None:
        return None
    signed_up = await access_activity_sign_ups(answering.claims, question.member)
    over = [one for one in signed_up if one.starts_at <= question.now]
    found = find_titled(over, question.text)
    if len(found) != 1:
        return None
    day = say_date(found[0].starts_at.date(), question.today)
    titles = say_list(f"“{one.title}”" for one in activities) or "没有别的"
    text = _OVER.format(title=found[0].title, day=day, stood=_STOOD.get(found[0].state, ""), titles=titles)
    return Answer(text, SEE_ACTIVITIES)


def _is_of_activities(question: Question) -> bool:
    topic = question.talk.topic
    is_topic = topic is not None and topic.subject is Subject.ACTIVITY and bool(topic.key)
    return question.about is Subject.ACTIVITY or (question.about is None and is_topic)


def _brings_somebody(one: Activity, aspects: Sequence[Aspect], question: Question) -> bool:
    """Whether they would come with somebody of the family, which nobody wrote a rule for; a title may name children."""
    is_told = question.named("relation") in _OF_KIN and one.title not in question.text
    return is_told and Aspect.WHO_MAY not in aspects and not _OF_SEATS.intersection(aspects)


async def _look(answering: Answering, one: Activity, question: Question) -> _Seen:
    mine = (await find_mine(answering.claims, question)).get(one.code)
    place, had = None, False
    if question.member is not None and mine is None:
        signed_up = await access_activity_sign_ups(answering.claims, question.member)
        had = any(each.activity_code == one.code and each.state == "cancelled" for each in signed_up)
    if mine and question.member is not None:
        place = await access_place_in_line(answering.claims, question.member, one.code)
    when = f"{say_date(one.starts_at.date(), question.today)} {one.starts_at:%H:%M}，{one.place}"
    return _Seen(one, mine, place, when, had)


def _say(aspect: Aspect, seen: _Seen, question: Question) -> str:
    if aspect is Aspect.EFFECT and seen.had:
        return _say_place(seen, question)  # Given up before: whether there is a way back.
    if aspect in _OF_LEFT and seen.mine and not seen.place:
        return _say_for_others(seen)
    if aspect in _OF_SEATS:
        return _say_place(seen, question)
    if aspect in _OF_TIME:
        stands = "您报上了，" if seen.mine and not seen.place else ""
        return _AT.format(title=seen.one.title, stands=stands, when=seen.when)
    if aspect is Aspect.WHO_MAY:
        return _AGES.format(title=seen.one.title)
    if aspect is Aspect.AMOUNT and not OF_COUNT.search(question.text):
        return FREE_UNKNOWN
    if aspect is Aspect.AMOUNT:
        return _say_place(seen, question)
    if aspect is Aspect.UNDO:
        return _NOT_IN_IT.format(title=seen.one.title)
    if aspect is Aspect.EFFECT and question.talk.is_asked(Asked.YES, LEAVE_ACTIVITY):
        return _LEAVING
    if aspect is Aspect.EFFECT:
        return _NO_RULE
    if aspect in (Aspect.CHANGE, Aspect.REVIEW):
        return ""
    return say_rule(aspect, question, seen.when, seen.mine is not None)


def _say_for_others(seen: _Seen) -> str:
    """Seats that are asked for by somebody who has one: for whom else there are any."""
    one = seen.one
    seats = f"还有 {one.seats_left} 个名额" if one.seats_left else "名额满了，可以排队"
    return _OTHERS.format(title=one.title, seats=seats, when=seen.when)


def _say_before(place: int | None) -> str:
    """How many stand before."""
    ahead = (place or 1) - 1
    return f"前头还有 {ahead} 个人" if ahead else "前头没有人"


def _say_place(seen: _Seen, question: Question) -> str:
    one = seen.one
    if seen.place:
        return _IN_LINE.format(
            title=one.title, place=seen.place, before=_say_before(seen.place), when=seen.when
        )
    if seen.mine:
        return _IN_IT.format(title=one.title, when=seen.when)
    if not one.seats_left:
        return _FULL.format(title=one.title, seats=one.seats, when=seen.when)
    left = _LEFT if seen.had else ""
    until = say_date(one.sign_up_until, question.today)
    return left + _SEATS.format(title=one.title, left=one.seats_left, until=until, when=seen.when)
