"""Member activities: shown, signed up for and left in a sentence."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from actions.activities_shown import (
    ABOUT,
    AGAIN,
    ASKS_OF_ONE,
    CANCEL,
    FREE_UNKNOWN,
    NONE_OF_MINE,
    SEE_ACTIVITIES,
    asks_about_own,
    find_full,
    find_mine,
    find_named,
    find_spoken_of,
    find_titled,
    narrow_to_given_up,
    say_kept,
    say_one,
    say_seats,
    show_own,
)
from actions.identity import for_member
from actions.knowledge import Knowledge
from actions.question import Act, Answer, OfferedChoice, Question
from actions.talk import AskedNow, Offer
from actions.tasks.booking_words import gives_up
from actions.wording import IDENTITY_NEEDED
from claims.access import access_activity_sign_ups, find_open_activities
from claims.changes import leave_activity, sign_up
from claims.database import ClaimsDatabase
from claims.errors import NoSuchActivity
from claims.values import Activity, ActivitySignUp, MemberId
from vocabulary.aspects import Aspect
from vocabulary.expects import Asked, Move, Subject
from vocabulary.saying import say_date

_SIGN_UP = re.compile(r"报名?|登记|参加|算我|加我|想去|\+1|名额|留个|占个?[座位]|要去|排上|排个?队|候补")
_ASKING = re.compile(
    r"[?？]|(\w)不\1|[吗么嘛呢不没][?？]?$|怎么|咋|啥|什么|哪|能不能|多少|几个|多久|还有没|为什么"
)
_ONLY_SIGNS_UP = re.compile(
    r"(?:我要|我想|我|想|帮我|给我|那就?|就)*(?:取消)?报(?:名|上)?(?:参加)?那?个?[“「]?[”」]?(?:吧|活动|一个)*[。！!]*"
)
_IF_FREE = re.compile(r"^(?:要是|如果|只要)?(?:还)?(?:有|没满|能报?|行|可以)(?:的话|位子?|名额)?就?")
_CLAUSE = re.compile(r"[，,。；;\s]+")
_ALL = re.compile(r"都|全部|两个")
_ENDS = "吧了掉。！! "
_FREE = re.compile(r"免费|要钱|花钱|收费|多少钱|交钱")
_WHO_SIGNS = "“{title}”{seats}。报名得记在您名下，先核对一下身份：点下面的链接，一分钟就好。核对完我接着给您{done}，不用再说。"
_OF_ALL = frozenset({Aspect.OVERVIEW, Aspect.HOW})
_HOW = re.compile(r"(?:怎么|咋|如何|怎样)(?:去|给)?报|报名?(?:要|得)?(?:怎么|咋|如何|怎样)")
_LIST = "最近有这些会员活动，想去哪个就点一下："
_FOR_CHILDREN = re.compile(r"子女|亲子|孩子|儿童")
_FOR_CHILD = "能带孩子的是“{title}”，排在头一个；别的也列着，想去哪个就点一下："
_NO_OTHER = "系统里现在能报的会员活动就是这些，没列的我没查到；单位自己办的，问单位工会："
_NO_ACTIVITIES = "现在没有可以报名的会员活动，过几天再来看看。"


def only_asks(text: str) -> bool:
    """Whether the words ask of an activity rather than wish for it."""
    return bool(_ASKING.search(text.strip()))


def only_signs_up(text: str, title: str) -> bool:
    """Whether nothing is said but that one signs up for the activity of that title, or gives it up, as its button does."""
    return title in text and bool(_ONLY_SIGNS_UP.fullmatch(text.strip().replace(title, "")))


def wishes_to_sign_up(question: Question) -> bool:
    """Whether nothing is said but that one would be put down for what is spoken of: 报, 给我登记上."""
    return bool(JOINING.named.fullmatch(question.text.strip()))


def wishes_if_free(text: str) -> bool:
    """Whether they would be put down where there is a seat: 还有位子没 有就给我报上."""
    last = [one for one in _CLAUSE.split(text.strip()) if one][-1:]
    return any(bool(JOINING.named.fullmatch(_IF_FREE.sub("", one, count=1))) for one in last)


async def act_on_spoken_of(claims: ClaimsDatabase, knowledge: Knowledge, question: Question) -> Answer | None:
    """A bare 报 or 取消 is of the activity that is spoken of; None where none is, or something else is said."""
    topic = question.talk.topic
    if topic is None or topic.subject is not Subject.ACTIVITY:
        return None
    if not topic.key and not _ASKING.search(question.text.strip()):
        full = find_full(await find_open_activities(claims, question.today), question)
        if full:
            return await _sign_up(claims, knowledge, replace(question, text=full.title))
    if wishes_to_sign_up(question) and not topic.key:
        listed = await _list_open(claims, question)
        return replace(listed, text=f"想报哪个？说名字或者第几个都行。\n{listed.text.partition(chr(10))[2]}")
    if wishes_to_sign_up(question):
        return await _sign_up(claims, knowledge, question)
    is_mine = topic.key in await find_mine(claims, question)
    return await _leave(claims, knowledge, question) if is_mine and gives_up(question.text) else None


async def answer_activity(claims: ClaimsDatabase, knowledge: Knowledge, question: Question) -> Answer:
    """The activities on offer to anybody, one's own marked; one's own alone; a sign-up or its end for the one named."""
    activities = await find_open_activities(claims, question.today)
    whole = question
    if CANCEL.search(question.text):
        question = narrow_to_given_up(question)
    if asks_about_own(question.text):
        found = find_named(activities, question.text.replace("活动", ""))
        return await (say_one(claims, found, question) if found else show_own(claims, knowledge, question))
    if not activities:
        return Answer(_NO_ACTIVITIES)
    named, spoken_of = find_named(activities, question.text), find_spoken_of(activities, question)
    one = named or spoken_of
    if one and ASKS_OF_ONE.search(question.text) and not CANCEL.search(question.text):
        return await say_one(claims, one, question)
    if one and AGAIN.search(question.text):
        return await _sign_up(claims, knowledge, replace(question, text=one.title))
    if CANCEL.search(question.text):
        return await say_kept(claims, await _leave(claims, knowledge, question), whole)
    full = (
        None
        if named or spoken_of or _ASKING.search(question.text.strip())
        else find_full(activities, question)
    )
    if full:
        return await _sign_up(claims, knowledge, replace(question, text=full.title))
    if named and _SIGN_UP.search(question.text):
        return await (_offer if _ASKING.search(question.text.strip()) else _sign_up)(
            claims, knowledge, question
        )
    return await _list_open(claims, question)


async def _list_open(claims: ClaimsDatabase, question: Question) -> Answer:
    """Every activity that can be had; that there is no other, where one is asked for that is none of them."""
    activities = await find_open_activities(claims, question.today)
    is_for_child = question.named("relation") == "child"
    if is_for_child:
        activities = tuple(sorted(activities, key=lambda one: not _FOR_CHILDREN.search(one.title)))
    mine = await find_mine(claims, question)
    lines = [
        f"· {one.title}，{say_date(one.starts_at.date(), question.today)}，{one.place}，{say_seats(one, mine)}"
        for one in activities[:5]
    ]
    choices = tuple(
        OfferedChoice(f"报名{one.title}", f"报名{one.title}")
        for one in activities[:5]
        if one.code not in mine
    )
    free = [FREE_UNKNOWN] if _FREE.search(question.text) else []
    is_of_one = question.aspects and not _OF_ALL.intersection(question.aspects)
    is_none = is_of_one or (not question.aspects and only_asks(question.text))
    lead = _NO_OTHER if is_none and not _HOW.search(question.text) else _LIST
    if is_for_child and activities and _FOR_CHILDREN.search(activities[0].title):
        lead = _FOR_CHILD.format(title=activities[0].title)
    text = "\n".join([lead, *lines, *free])
    offers = Offer(Subject.ACTIVITY, tuple(one.code for one in activities[:5]))
    return Answer(text, choices, topics=ABOUT, offers=offers)


def _find_meant(activities: Sequence[Activity], question: Question) -> Activity | None:
    return find_named(activities, question.text) or find_spoken_of(activities, question)


async def _sign_up_named(claims: ClaimsDatabase, member: MemberId, question: Question) -> Answer:
    named = _find_meant(await find_open_activities(claims, question.today), question)
    if named is None:
        return Answer(_NO_ACTIVITIES)
    before = (await find_mine(claims, question)).get(named.code)
    try:
        got = await sign_up(claims, member, named.code, question.now)
    except NoSuchActivity:
        return Answer(
            f"“{named.title}”已经停止报名了。", (OfferedChoice("看别的活动", "最近有什么会员活动"),)
        )
    when = f"{say_date(got.starts_at.date(), question.today)} {got.starts_at:%H:%M}，{got.place}"
    about = (replace(ABOUT[0], key=named.code),)
    give_up = (OfferedChoice("不去了", f"取消报名{got.title}"),)
    if got.state == "waiting":
        return Answer(
            f"“{got.title}”名额满了，给您排上队了，排第 {got.place_in_line} 位。有人退出就轮到您。",
            give_up,
            topics=about,
        )
    if before and before.state == "signed_up":
        return Answer(f"“{got.title}”您早就报上了，不用再报：{when}。", give_up, topics=about)
    return Answer(
        f"“{got.title}”报上名了：{when}。去不了说“取消报名{got.title}”，好让给别人。", give_up, topics=about
    )


async def _sign_up(claims: ClaimsDatabase, knowledge: Knowledge, question: Question) -> Answer:
    """Whoever is not known yet hears which activity it is, whether there are seats, and why the page is needed."""
    activities = await find_open_activities(claims, question.today)
    one = find_named(activities, question.text) or find_spoken_of(activities, question)
    if question.member is not None or one is None:
        return await _sign_up_member(claims, knowledge, question)
    seats, done = (
        (f"还有 {one.seats_left} 个名额", "报上") if one.seats_left else ("名额满了，可以排候补", "排上")
    )
    text = _WHO_SIGNS.format(title=one.title, seats=seats, done=done)
    return Answer(text, needs=("identity",), topics=(replace(ABOUT[0], key=one.code),))


async def _leave_named(claims: ClaimsDatabase, member: MemberId, question: Question) -> Answer:
    every = await find_mine(claims, question)
    mine, topic = list(every.values()), question.talk.topic
    spoken_of = [one for code, one in every.items() if topic and code == topic.key]
    together = [one for one in mine if find_titled([one], question.text)]
    best = together if _ALL.search(question.text) else find_titled(mine, question.text)
    named = best or spoken_of or mine
    if not named:
        return Answer(NONE_OF_MINE, SEE_ACTIVITIES)
    if len(named) > 1 and _names_all(named, question):
        return _ask_to_leave(named)
    if len(named) > 1:
        choices = tuple(OfferedChoice(one.title, f"取消报名{one.title}") for one in named)
        return Answer("您报了几个活动，取消哪个？", choices)
    return _ask_to_leave(named[:1])


def _names_all(some: Sequence[ActivitySignUp], question: Question) -> bool:
    """Whether every one is meant: 徒步和实验都不去了."""
    is_all = question.move is Move.CHOOSE_ALL or bool(_ALL.search(question.text))
    return is_all or all(find_titled([one], question.text) for one in some)


def _ask_to_leave(some: Sequence[ActivitySignUp]) -> Answer:
    """Asks for the yes in words that name each of them."""
    titles = "、".join(one.title for one in some)
    named = "、".join(f"“{one.title}”" for one in some)
    ask = f"要取消{named}的报名吗？" if len(some) == 1 else f"{named}的报名都取消吗？"
    text = f"{ask}取消了名额就让给下一位。"
    choices = (
        OfferedChoice("对，取消报名", f"确认取消报名{titles}"),
        OfferedChoice("不取消", "不取消，留着"),
    )
    topics = (replace(ABOUT[0], key=some[0].activity_code),)
    return Answer(text, choices, topics=topics, asks=AskedNow(Asked.YES, LEAVE_ACTIVITY, titles))


async def _give_up(claims: ClaimsDatabase, question: Question, asked: str) -> Answer:
    """After the yes: the seat goes to the next in line, and can be asked for again."""
    if question.member is None:
        return Answer(IDENTITY_NEEDED, needs=("identity",))
    which = question.text.partition("取消报名")[2].strip(_ENDS)
    signed = await access_activity_sign_ups(claims, question.member)
    codes = [
        one.activity_code for one in signed if one.title in asked.split("、") or one.activity_code == asked
    ]
    if which and not any(one.activity_code in codes and one.title in which for one in signed):
        return await _leave_named(claims, question.member, question)
    titles = []
    for code in codes:
        with suppress(NoSuchActivity):
            titles.append(await leave_activity(claims, question.member, code, question.now))
    if not titles:
        return Answer("这个活动您已经没有报名了，不用再取消。")
    again = tuple(OfferedChoice("重新报名", f"报名{title}") for title in titles[:1])
    topics = (replace(ABOUT[0], key=codes[0]),)
    named = "、".join(f"“{title}”" for title in titles)
    return Answer(f"{named}给您取消了，名额让给下一位。又想去了，说“报名{titles[0]}”。", again, topics=topics)


async def _offer_named(claims: ClaimsDatabase, member: MemberId, question: Question) -> Answer:
    """Somebody asks about an activity: when it is, and a place in it as something that may be had."""
    one = find_named(await find_open_activities(claims, question.today), question.text)
    if one is None:
        return Answer(_NO_ACTIVITIES)
    seats = f"还有 {one.seats_left} 个名额" if one.seats_left else "名额满了，可以先排队"
    when = f"{say_date(one.starts_at.date(), question.today)}，{one.place}"
    text = f"“{one.title}”在{when}，{seats}。在这里就能报，要给您报名吗？"
    choices = (OfferedChoice("报名", f"报名{one.title}"), OfferedChoice("先不报", "先不报名"))
    return Answer(text, choices, topics=ABOUT, asks=AskedNow(Asked.YES, JOIN_ACTIVITY, one.title))


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
    re.compile(r"报(?!名)|(?<!取消)报名|登记|去|参加|想"),
    again="那“{key}”的报名，还取消吗？",
)
JOINING = Act(
    _join,
    re.compile(
        r"(?:对|好的?|嗯|行|成|那就?|就|也|请|麻烦|[,，\s])*(?:我要?|帮我|给我|替我|把我)?(?:也|先)?"
        r"(?:报名?|登记|排队?|加|去)(?:这个|那个|它)?(?:上|一下|一个|个名|个|进去)?(?:吧|呗|了|哈|啊|呀)*[。!！]*"
    ),
    "好，先不报。想去了，随时说。",
    re.compile(r"退|取消|不"),
    again="那“{key}”要给您报名吗？",
)
_sign_up_member = for_member(_sign_up_named)
_leave = for_member(_leave_named)
_offer = for_member(_offer_named)
