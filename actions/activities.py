"""Member activities: shown, signed up for and left in a sentence."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from actions.identity import for_member
from actions.knowledge import Knowledge
from actions.question import Act, Answer, OfferedChoice, Question
from actions.talk import AskedNow, Offer, Topic
from actions.wording import IDENTITY_NEEDED
from claims.access import access_activity_sign_ups, access_place_in_line, find_open_activities
from claims.changes import leave_activity, sign_up
from claims.database import ClaimsDatabase
from claims.errors import NoSuchActivity
from claims.values import Activity, ActivitySignUp, MemberId
from vocabulary.expects import Asked, Subject
from vocabulary.saying import say_date

_CANCEL = re.compile(r"取消|退了?|不排|不去|去不了|撤|不用了|作废|不参加|不报了")
_SIGN_UP = re.compile(r"报名?|参加|算我|加我|想去|\+1|名额|留个|要去")
_ASKING = re.compile(r"[?？]|(\w)不\1|[吗么嘛呢]$|怎么|咋|啥|什么|哪|能不能|多少|几个|多久|还有没|为什么")
_ABOUT = (Topic(Subject.ACTIVITY),)
_OWN = re.compile(
    r"(?:我|俺|咱)[^，。？?]{0,6}(?:报|参加|约)(?:名|上|着|了)?了?(?:什么|啥|哪|几|过)|我报的|报(?:名)?(?:上|成功)了?(?:没|吗)|排上(?:了)?(?:没|吗|队)"
    r"|(?:轮|排)到(?:我|哪|第)|候补|排第?几|我的(?:活动|报名)|我(?:还|现在)?[^，。？?]{0,3}报着"
)
_ASKS_OF_ONE = re.compile(
    r"几点|哪天|几号|啥时候|什么时候|在哪|哪儿|哪里|地[方点]|集合|名额|还去|报[上着]了?(?:没|吗|呢)|满了(?:没|吗)"
)
_SHORTEST_SHARE = 2
_AGAIN = re.compile(r"(?:再|还是)?(?:给|帮)我报[上名]")
_PLACE = re.compile(r"第([一二三四五1-5])个")
_PLACES = {sign: place for signs in ("一二三四五", "12345") for place, sign in enumerate(signs, 1)}
_STANDS = {"signed_up": "您报上了", "waiting": "您在排队", "cancelled": "您报过，后来取消了"}
_FREE = re.compile(r"免费|要钱|花钱|收费|多少钱|交钱")
_FREE_UNKNOWN = "要不要钱，系统里没写，报之前回复“转人工”问一下。"
_NONE_OF_MINE = "您现在没有报名的活动。"
_SEE = (OfferedChoice("看看活动", "最近有什么会员活动"),)
_NO_ACTIVITIES = "现在没有可以报名的会员活动，过几天再来看看。"


async def answer_activity(claims: ClaimsDatabase, knowledge: Knowledge, question: Question) -> Answer:
    """The activities on offer to anybody, one's own marked; one's own alone; a sign-up or its end for the one named."""
    activities = await find_open_activities(claims, question.today)
    if asks_about_own(question.text):
        found = find_named(activities, question.text.replace("活动", ""))
        return await (_say_one(claims, found, question) if found else _show_own(claims, knowledge, question))
    if not activities:
        return Answer(_NO_ACTIVITIES)
    named = find_named(activities, question.text) or _find_spoken_of(activities, question)
    if named and _ASKS_OF_ONE.search(question.text) and not _CANCEL.search(question.text):
        return await _say_one(claims, named, question)
    if _CANCEL.search(question.text):
        return await _leave(claims, knowledge, question)
    if named and _SIGN_UP.search(question.text):
        return await (_offer if _ASKING.search(question.text.strip()) else _sign_up)(
            claims, knowledge, question
        )
    mine = await _find_mine(claims, question)
    lines = [
        f"· {one.title}，{say_date(one.starts_at.date(), question.today)}，{one.place}，{_say_seats(one, mine)}"
        for one in activities[:5]
    ]
    choices = tuple(
        OfferedChoice(f"报名{one.title}", f"报名{one.title}")
        for one in activities[:5]
        if one.code not in mine
    )
    free = [_FREE_UNKNOWN] if _FREE.search(question.text) else []
    text = "\n".join(["最近有这些会员活动，想去哪个就点一下：", *lines, *free])
    offers = Offer(Subject.ACTIVITY, tuple(one.code for one in activities[:5]))
    return Answer(text, choices, topics=_ABOUT, offers=offers)


def _find_spoken_of(activities: Sequence[Activity], question: Question) -> Activity | None:
    """By its place in the list that was shown, else the one that was spoken of last."""
    offer, topic = question.talk.offered, question.talk.topic
    place = _PLACE.search(question.text)
    keys = offer.keys if offer and offer.subject is Subject.ACTIVITY else ()
    spoken_of = topic.key if topic and topic.subject is Subject.ACTIVITY else ""
    wanted = keys[_PLACES[place[1]] - 1 :][:1] if place else (spoken_of,)
    return next((one for one in activities if one.code in wanted), None)


async def _say_one(claims: ClaimsDatabase, one: Activity, question: Question) -> Answer:
    """When and where it is, and whether the member is in it."""
    mine: dict[str, str] = {}
    if question.member is not None:
        signed_up = await access_activity_sign_ups(claims, question.member)
        mine = {found.activity_code: found.state for found in signed_up}
    stands = _STANDS.get(mine.get(one.code, ""), "")
    seats = "" if mine.get(one.code) in ("signed_up", "waiting") else f"，{_say_seats(one, {})}"
    when = f"{say_date(one.starts_at.date(), question.today)} {one.starts_at:%H:%M}，{one.place}"
    text = f"“{one.title}”{stands}{'，' if stands else '：'}{when}{seats}。"
    choices = (
        () if mine.get(one.code) in ("signed_up", "waiting") else (OfferedChoice("报名", f"报名{one.title}"),)
    )
    return Answer(text, choices, topics=(replace(_ABOUT[0], key=one.code),))


def asks_about_one(question: Question) -> bool:
    """Whether the words ask when or where the activity is that is spoken of, or for a seat in it."""
    topic = question.talk.topic
    is_topic = topic is not None and topic.subject is Subject.ACTIVITY
    return is_topic and bool(_ASKS_OF_ONE.search(question.text) or _AGAIN.search(question.text))


def asks_about_own(text: str) -> bool:
    """Whether the words ask what one signed up for, or whether there is a seat by now."""
    return bool(_OWN.search(text)) and not _CANCEL.search(text)


async def _show_mine(claims: ClaimsDatabase, member: MemberId, question: Question) -> Answer:
    mine = (await _find_mine(claims, question)).values()
    if not mine:
        return Answer(_NONE_OF_MINE, _SEE, topics=_ABOUT)
    lines = []
    for one in mine:
        when = f"{say_date(one.starts_at.date(), question.today)} {one.starts_at:%H:%M}，{one.place}"
        place = await access_place_in_line(claims, member, one.activity_code)
        stands = f"在排队，排第 {place} 位，有人退出就轮到您" if place else "报上了"
        lines.append(f"· {one.title}：{stands}。{when}")
    choices = tuple(OfferedChoice(f"不去{one.title}", f"取消报名{one.title}") for one in mine)
    return Answer("\n".join([f"您报了 {len(lines)} 个活动：", *lines]), choices, topics=_ABOUT)


async def _find_mine(claims: ClaimsDatabase, question: Question) -> Mapping[str, ActivitySignUp]:
    """What the member signed up for and is still to come, soonest first, by its code."""
    if question.member is None:
        return {}
    signed_up = await access_activity_sign_ups(claims, question.member)
    coming = [
        one for one in signed_up if one.state in ("signed_up", "waiting") and one.starts_at > question.now
    ]
    return {one.activity_code: one for one in sorted(coming, key=lambda one: one.starts_at)}


def _say_seats(one: Activity, mine: Mapping[str, ActivitySignUp]) -> str:
    if one.code in mine:
        return "您报上了" if mine[one.code].state == "signed_up" else "您在排队"
    return f"还有 {one.seats_left} 个名额" if one.seats_left else "名额满了，可以排队"


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
    activities = await find_open_activities(claims, question.today)
    named = find_named(activities, question.text) or _find_spoken_of(activities, question)
    if named is None:
        return Answer(_NO_ACTIVITIES)
    try:
        got = await sign_up(claims, member, named.code, question.now)
    except NoSuchActivity:
        return Answer(
            f"“{named.title}”已经停止报名了。", (OfferedChoice("看别的活动", "最近有什么会员活动"),)
        )
    when = f"{say_date(got.starts_at.date(), question.today)} {got.starts_at:%H:%M}，{got.place}"
    about = (replace(_ABOUT[0], key=named.code),)
    give_up = (OfferedChoice("不去了", f"取消报名{got.title}"),)
    if got.state == "waiting":
        return Answer(
            f"“{got.title}”名额满了，给您排上队了，排第 {got.place_in_line} 位。有人退出就轮到您。",
            give_up,
            topics=_ABOUT,
        )
    return Answer(f"“{got.title}”报上名了：{when}。去不了请早点说一声，好让给别人。", give_up, topics=about)


async def _leave_named(claims: ClaimsDatabase, member: MemberId, question: Question) -> Answer:
    mine = list((await _find_mine(claims, question)).values())
    named = _find_titled(mine, question.text) or mine
    if not named:
        return Answer(_NONE_OF_MINE, _SEE)
    if len(named) > 1:
        choices = tuple(OfferedChoice(one.title, f"取消报名{one.title}") for one in named)
        return Answer("您报了几个活动，取消哪个？", choices)
    one = named[0]
    text = f"要取消“{one.title}”的报名吗？取消了名额就让给下一位。"
    choices = (
        OfferedChoice("对，取消报名", f"确认取消报名{one.title}"),
        OfferedChoice("不取消", "不取消，留着"),
    )
    return Answer(text, choices, topics=_ABOUT, asks=AskedNow(Asked.YES, LEAVE_ACTIVITY, one.activity_code))


def _find_titled(mine: Sequence[ActivitySignUp], text: str) -> list[ActivitySignUp]:
    """Those whose title shares the most with the words."""
    shares = [(_longest_common(one.title, text), one) for one in mine]
    best = max((length for length, _ in shares), default=0)
    return [one for length, one in shares if length == best] if best >= _SHORTEST_SHARE else []


async def _give_up(claims: ClaimsDatabase, question: Question, code: str) -> Answer:
    """After the yes: the seat goes to the next in line, and can be asked for again."""
    if question.member is None:
        return Answer(IDENTITY_NEEDED, needs=("identity",))
    _, says_which, which = question.text.partition("取消报名")
    signed = await access_activity_sign_ups(claims, question.member)
    if says_which and not any(one.activity_code == code and one.title in which for one in signed):
        return await _leave_named(claims, question.member, question)
    try:
        title = await leave_activity(claims, question.member, code, question.now)
    except NoSuchActivity:
        return Answer("这个活动您已经没有报名了，不用再取消。")
    again = (OfferedChoice("重新报名", f"报名{title}"),)
    return Answer(f"“{title}”给您取消了，名额让给下一位。又想去了，说“报名{title}”。", again)


async def _offer_named(claims: ClaimsDatabase, member: MemberId, question: Question) -> Answer:
    """Somebody asks about an activity: when it is, and a place in it as something that may be had."""
    one = find_named(await find_open_activities(claims, question.today), question.text)
    if one is None:
        return Answer(_NO_ACTIVITIES)
    seats = f"还有 {one.seats_left} 个名额" if one.seats_left else "名额满了，可以先排队"
    when = f"{say_date(one.starts_at.date(), question.today)}，{one.place}"
    text = f"“{one.title}”在{when}，{seats}。在这里就能报，要给您报名吗？"
    choices = (OfferedChoice("报名", f"报名{one.title}"), OfferedChoice("先不报", "先不报名"))
    return Answer(text, choices, topics=_ABOUT, asks=AskedNow(Asked.YES, JOIN_ACTIVITY, one.title))


async def _join(claims: ClaimsDatabase, question: Question, title: str) -> Answer:
    """After the yes."""
    if question.member is None:
        return Answer(IDENTITY_NEEDED, needs=("identity",))
    return await _sign_up_named(claims, question.member, replace(question, text=title))


LEAVE_ACTIVITY, JOIN_ACTIVITY = "leave_activity", "join_activity"
"""What a yes would do."""
LEAVING = Act(
    _give_up,
    re.compile(r"(?:对|好|嗯|是的?|确认)*[,，\s]*(?:就)?(?:帮我|给我)?取消(?:报名.*|吧|了|掉)*[。!！]*"),
    "好，报名给您留着，没有取消。",
)
JOINING = Act(
    _join,
    re.compile(r"(?:对|好|嗯|行|那就?)*[,，\s]*(?:帮我|给我)?(?:报名?|报上|我要去|我去)(?:吧|一个)?[。!！]*"),
    "好，先不报。想去了，随时说。",
)
_show_own = for_member(_show_mine)
_sign_up = for_member(_sign_up_named)
_leave = for_member(_leave_named)
_offer = for_member(_offer_named)
