"""Activities as they are shown: one's own, the one that is spoken of, and how many seats are left."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from actions.identity import for_member
from actions.question import Answer, OfferedChoice, Question
from actions.talk import Offer, Topic
from actions.wording import say_list
from claims.access import access_activity_sign_ups, access_place_in_line, find_open_activities
from claims.database import ClaimsDatabase
from claims.values import Activity, ActivitySignUp, MemberId
from vocabulary.expects import Subject
from vocabulary.saying import say_date

_BARE = 4
"""So short is a clause that gives up what the one before it names: 徒步去不成 退掉."""
CANCEL = re.compile(r"取消|退了?|不排|不去|去不了|撤|不用了|作废|不参加|不报了|不要了")
ABOUT = (Topic(Subject.ACTIVITY),)
_OWN = re.compile(
    r"(?:我|俺|咱)[^，。？?]{0,6}(?:报|参加|约)(?:名|上|着|了)?了?(?:什么|啥|哪|几|过)|我报的|报(?:名)?(?:上|成功)了?(?:没|吗)|排上(?:了)?(?:没|吗|队)"
    r"|(?:轮|排)到(?:我|哪|第)|候补|排第?几|我的(?:活动|报名)|我(?:还|现在)?[^，。？?]{0,3}报着"
)
ASKS_OF_ONE = re.compile(
    r"几点|哪天|几号|啥时候|什么时候|在哪|哪儿|哪里|地[方点]|集合|名额|位[子置]|还去|报[上着]了?(?:没|吗|呢)|满了(?:没|吗)"
)
_CLAUSE = re.compile(r"[，,。；;！!\s]+")
_WAITS = re.compile(r"(?<!安)排(?:上|着|队|个|一个|一下|我|吧)|候补|满了?的?那个|替补")
_VISIT = re.compile(r"预约|窗口|约的|办事")
_SHORTEST_SHARE = 2
AGAIN = re.compile(
    r"(?:再|还是)?(?:给|帮)我报[上名]|(?:想|要|能)?(?:再|重新|又想)(?:报|去|参加|加)|还想去|又能去了|反悔"
)
_PLACE = re.compile(r"(?:第|头)([一二三四五1-5])个")
_OTHERS = re.compile(r"哪些|别的|其他|什么活动|啥活动")
_COMMON = re.compile(r"职工|会员|互助|子女|周末|活动|分享|服务|工会")
_ALIKE = (
    (re.compile(r"爬山|登山|远足|郊游"), "徒步"),
    (re.compile(r"看书|书友|念书"), "读书"),
    (re.compile(r"健走|快走|走路"), "健步走"),
)
_PLACES = {sign: place for signs in ("一二三四五", "12345") for place, sign in enumerate(signs, 1)}
_STANDS = {"signed_up": "您报上了", "waiting": "您在排队", "cancelled": "您报过，后来取消了"}
NONE_OF_MINE = "您现在没有报名的活动。"
FREE_UNKNOWN = "要不要钱，系统里没写，报之前回复“转人工”问一下。"
SEE_ACTIVITIES = (OfferedChoice("看看活动", "最近有什么会员活动"),)


def narrow_to_given_up(question: Question) -> Question:
    """The clauses that give something up, where something else is kept beside it: 实验那个不排了，徒步还去."""
    if AGAIN.search(question.text):
        return question
    clauses = [one for one in _CLAUSE.split(question.text) if one]
    given_up = [
        f"{clauses[place - 1]} {one}" if place and len(one) <= _BARE else one
        for place, one in enumerate(clauses)
        if CANCEL.search(one)
    ]
    return (
        replace(question, text=" ".join(given_up)) if given_up and len(given_up) < len(clauses) else question
    )


async def mean_activity(claims: ClaimsDatabase, question: Question) -> Question:
    """As asked of one's own activity that is named, though it was heard as a visit too: 徒步是哪天来着 不去了，取消."""
    is_mixed = "join_activity" in question.intents and "book_appointment" in question.intents
    if question.member is None or not is_mixed or _VISIT.search(question.text):
        return question
    if not find_titled([*(await find_mine(claims, question)).values()], question.text):
        return question
    return replace(question, intents=("join_activity",), about=Subject.ACTIVITY, parts=())


async def say_kept(claims: ClaimsDatabase, asked: Answer, question: Question) -> Answer:
    """With what stays, where another of one's own is named beside the one that is given up."""
    given_up = narrow_to_given_up(question).text
    mine = (await find_mine(claims, question)).values()
    if not find_titled([*mine], given_up):
        return asked
    kept = [one for one in mine if find_titled([one], question.text) and not find_titled([one], given_up)]
    more = f"{say_list(f'“{one.title}”' for one in kept)}照旧留着。" if kept else ""
    return replace(asked, text=f"{asked.text}{more}")


def find_full(activities: Sequence[Activity], question: Question) -> Activity | None:
    """The one that has no seat left, where a place in its line is wished for."""
    full = [one for one in activities if not one.seats_left]
    is_wished = bool(_WAITS.search(question.text)) and not CANCEL.search(question.text)
    return full[0] if is_wished and len(full) == 1 else None


def find_spoken_of(activities: Sequence[Activity], question: Question) -> Activity | None:
    """By its place in the list that was shown, else the one that was spoken of last."""
    offer, topic = question.talk.offered, question.talk.topic
    place = _PLACE.search(question.text)
    keys = offer.keys if offer and offer.subject is Subject.ACTIVITY else ()
    spoken_of = topic.key if topic and topic.subject is Subject.ACTIVITY else ""
    wanted = keys[_PLACES[place[1]] - 1 :][:1] if place else (spoken_of,)
    if _OTHERS.search(question.text):
        return None
    return next((one for one in activities if one.code in wanted), None)


def picks_by_place(question: Question) -> bool:
    """Whether the activities were listed last, and one is named by its place among them."""
    offer, topic = question.talk.offered, question.talk.topic
    is_listed = offer is not None and offer.subject is Subject.ACTIVITY
    return (
        is_listed
        and topic is not None
        and topic.subject is Subject.ACTIVITY
        and bool(_PLACE.search(question.text))
    )


async def say_one(claims: ClaimsDatabase, one: Activity, question: Question) -> Answer:
    """When and where it is, and whether the member is in it."""
    mine: dict[str, str] = {}
    if question.member is not None:
        signed_up = await access_activity_sign_ups(claims, question.member)
        mine = {found.activity_code: found.state for found in signed_up}
    stands = _STANDS.get(mine.get(one.code, ""), "")
    seats = "" if mine.get(one.code) in ("signed_up", "waiting") else f"，{say_seats(one, {})}"
    when = f"{say_date(one.starts_at.date(), question.today)} {one.starts_at:%H:%M}，{one.place}"
    text = f"“{one.title}”{stands}{'，' if stands else '：'}{when}{seats}。"
    choices = (
        () if mine.get(one.code) in ("signed_up", "waiting") else (OfferedChoice("报名", f"报名{one.title}"),)
    )
    return Answer(text, choices, topics=(replace(ABOUT[0], key=one.code),))


def asks_about_one(question: Question) -> bool:
    """Whether the words ask when or where the activity is that is spoken of, or for a seat in it."""
    topic = question.talk.topic
    is_topic = topic is not None and topic.subject is Subject.ACTIVITY
    return is_topic and bool(ASKS_OF_ONE.search(question.text) or AGAIN.search(question.text))


def asks_about_own(text: str) -> bool:
    """Whether the words ask what one signed up for, or whether there is a seat by now."""
    return bool(_OWN.search(text)) and not CANCEL.search(text)


async def _show_mine(claims: ClaimsDatabase, member: MemberId, question: Question) -> Answer:
    mine = (await find_mine(claims, question)).values()
    before = await _say_attended(claims, member, question)
    if not mine:
        return Answer(f"{NONE_OF_MINE}{before}", SEE_ACTIVITIES, topics=ABOUT)
    lines = []
    for one in mine:
        when = f"{say_date(one.starts_at.date(), question.today)} {one.starts_at:%H:%M}，{one.place}"
        place = await access_place_in_line(claims, member, one.activity_code)
        stands = f"在排队，排第 {place} 位，有人退出就轮到您" if place else "报上了"
        lines.append(f"· {one.title}：{stands}。{when}")
    choices = tuple(OfferedChoice(f"不去{one.title}", f"取消报名{one.title}") for one in mine)
    text = "\n".join([f"您报了 {len(lines)} 个活动：", *lines, *([before] if before else [])])
    offers = Offer(Subject.ACTIVITY, tuple(one.activity_code for one in mine))
    return Answer(text, choices, topics=ABOUT, offers=offers)


async def _say_attended(claims: ClaimsDatabase, member: MemberId, question: Question) -> str:
    """Those that are over and that the member went to."""
    signed_up = await access_activity_sign_ups(claims, member)
    over = [one for one in signed_up if one.state == "attended"]
    titles = say_list(f"{one.title}（{say_date(one.starts_at.date(), question.today)}）" for one in over[:3])
    return f"以前参加过：{titles}。" if titles else ""


async def find_mine(claims: ClaimsDatabase, question: Question) -> Mapping[str, ActivitySignUp]:
    """What the member signed up for and is still to come, soonest first, by its code."""
    if question.member is None:
        return {}
    signed_up = await access_activity_sign_ups(claims, question.member)
    coming = [
        one for one in signed_up if one.state in ("signed_up", "waiting") and one.starts_at > question.now
    ]
    return {one.activity_code: one for one in sorted(coming, key=lambda one: one.starts_at)}


def say_seats(one: Activity, mine: Mapping[str, ActivitySignUp]) -> str:
    if one.code in mine:
        return "您报上了" if mine[one.code].state == "signed_up" else "您在排队"
    return f"还有 {one.seats_left} 个名额" if one.seats_left else "名额满了，可以排队"


def find_named(activities: Sequence[Activity], text: str) -> Activity | None:
    """The one activity whose title shares the most with the words: at least two characters in a row."""
    words = _by_usual_name(text)
    shares = [(_longest_common(one.title, words), one) for one in activities]
    best = max((length for length, _ in shares), default=0)
    found = [one for length, one in shares if length == best]
    return found[0] if best >= _SHORTEST_SHARE and len(found) == 1 else None


def leave_common_out(text: str) -> str:
    """The words without those that stand in a title as in any other question of ours."""
    return _COMMON.sub("，", text)


async def names_activity(claims: ClaimsDatabase, question: Question) -> bool:
    """Whether the words name an activity that is open by its own part of the title: 取消实验那个."""
    activities = await find_open_activities(claims, question.today)
    return find_named(activities, leave_common_out(question.text)) is not None


def _by_usual_name(text: str) -> str:
    """With the name that a title has for what is called otherwise: 爬山 is 徒步."""
    for called, usual in _ALIKE:
        text = called.sub(usual, text)
    return text


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


def find_titled(mine: Sequence[ActivitySignUp], text: str) -> list[ActivitySignUp]:
    """Those whose title shares the most with the words."""
    words = _by_usual_name(text)
    shares = [(_longest_common(one.title, words), one) for one in mine]
    best = max((length for length, _ in shares), default=0)
    return [one for length, one in shares if length == best] if best >= _SHORTEST_SHARE else []


show_own = for_member(_show_mine)
