"""Papers of claims: what has come, what is missing, where to hand it in, and what a photograph in the chat is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from actions.identity import for_member
from actions.paper_kinds import names_paper
from actions.question import Act, Answer, Fact, OfferedChoice, Question
from actions.talk import AskedNow, Topic
from actions.wording import say_list, shorten_plan
from claims.access import access_claims
from claims.changes import Paper, access_papers, assign_paper
from claims.database import ClaimsDatabase
from claims.states import ClaimState
from claims.values import Claim, ClaimDocument, MemberId
from vocabulary.aspects import Aspect
from vocabulary.beijing import BEIJING
from vocabulary.expects import Asked, Subject
from vocabulary.needs import Need
from vocabulary.saying import say_date

_OPEN = frozenset(
    {ClaimState.REGISTERED, ClaimState.DOCUMENTS_REQUESTED, ClaimState.FIRST_REVIEW, ClaimState.SECOND_REVIEW}
)
_NAMES_PICTURE = re.compile(r"^(?:照片|图片?|这(?:张|个|几张)|刚才(?:那张|发的)|上面那张)(?:是|都是|就是)")
_ALL = re.compile(r"几张|都是")
_SPOKEN_SUFFIX = re.compile(r"(?:原件|复印件|照片|和.*)$")

_FILLERS = re.compile(r"^(?:那|这|就|是|它|个|张|刚才|发|的|嗯|对)+|[的吧呀啊呢了。.!！~～\s]+$")
_LONGEST_NAME = 8
_NO_PAPERS = "是和医保数据对接核算的，不用您交材料。"
_NONE_ASKED = "，系统里没有要过材料。"
_ASKS_WHETHER_CAME = re.compile(
    r"收[到着了][^，。？?]{0,2}(?:没|吗|么)|收没收|(?:看|查)到(?:没|吗)|到(?:了)?没|传上(?:去)?了?(?:没|吗)"
)
_NOTHING_OPEN = "您名下现在没有等材料的理赔。要申请，说“我要申请理赔”；已经发来的照片先给您存着。"
_HOW = "点下面的链接就能拍照上传，不方便的话交给单位工会的经办人，原件先别丢。"
"""Whether a photograph may be sent right here, the bot adds: it knows the chat."""
NAME_PICTURE = "name_picture"
"""What a yes would do."""
_IS_IT = "照片收到了，1 张。是{plan}（{number}）还差的{label}吗？是就说“是”，我记上，合不合用由同事看。"
_WHICH = "照片收到了。是哪一样材料？点一个；好几张一起，就到页面上选。"
_OF_CLOSED = (
    "照片收到了，先给您存着。刚才说的{plan}那笔已经结了，当时差的是{label}；是这张的话，补上还算不算要同事看，"
    "点下面找同事。原件先别丢。"
)
_FOR_NOTHING = "照片收到了，先给您存着。您名下这会儿没有等材料的理赔，是要申请理赔，还是找同事看看？"
_AFTER_NOTHING = (OfferedChoice("我要申请理赔", "我要申请理赔"), OfferedChoice("转人工", "转人工"))
_NOTHING_LOOSE = "没有等着认的照片。要交材料，点下面的链接上传。"
_MOST_CLAIMS = 3


@dataclass(frozen=True)
class _Target:
    claim: Claim
    document: ClaimDocument


async def _answer_papers(claims: ClaimsDatabase, member: MemberId, question: Question) -> Answer:
    found = await find_open(claims, member)
    if _NAMES_PICTURE.search(question.text.strip()):
        return await _take_word_for(claims, member, question, found)
    if not found:
        return Answer(
            _NOTHING_OPEN, (OfferedChoice("我要申请理赔", "我要申请理赔"), OfferedChoice("转人工", "转人工"))
        )
    return _say_folders(found, question.today, _HOW)


answer_papers = for_member(_answer_papers)


async def name_picture(claims: ClaimsDatabase, member: MemberId, question: Question) -> Answer | None:
    """The pictures that wait to be told what they are, where the words tell it."""
    words = question.text.strip()
    if _NAMES_PICTURE.search(words):
        return await _take_word_for(claims, member, question, await find_open(claims, member))
    if len(_FILLERS.sub("", words)) > _LONGEST_NAME or not await find_loose(claims, member):
        return None
    found = await find_open(claims, member)
    label = _read_name(words, [paper for claim in found for paper in claim.missing_documents])
    return await _take_word_for(claims, member, replace(question, text=label), found) if label else None


async def ask_of_picture(claims: ClaimsDatabase, question: Question) -> Answer:
    """That a picture was kept, and what it is; whatever was asked before it is open no more."""
    found = await find_open(claims, question.member) if question.member is not None else []
    missing = [(claim, paper) for claim in found for paper in claim.missing_documents]
    labels = dict.fromkeys(paper.label for _, paper in missing)
    if closed := await _find_spoken_of(claims, question) if not labels else None:
        return _ask_of_closed(closed)
    if not labels:
        return Answer(_FOR_NOTHING, _AFTER_NOTHING)
    choices = tuple(OfferedChoice(label, f"照片是{label}") for label in labels)
    if len(missing) > 1:
        return Answer(_WHICH, choices, needs=("papers",))
    claim, paper = missing[0]
    text = _IS_IT.format(plan=shorten_plan(claim.plan_name), number=claim.number, label=paper.label)
    topic = Topic(Subject.CLAIM, claim.number, (claim.plan_code,), (Aspect.RECEIVED,))
    asks = AskedNow(Asked.YES, NAME_PICTURE, paper.label)
    return Answer(text, choices, needs=("papers",), topics=(topic,), asks=asks)


async def _find_spoken_of(claims: ClaimsDatabase, question: Question) -> Claim | None:
    """The claim that is spoken of, where it ended for want of a paper."""
    topic = question.talk.topic
    if question.member is None or topic is None or topic.subject is not Subject.CLAIM:
        return None
    every = await access_claims(claims, question.member)
    return next((one for one in every if one.number == topic.key and one.missing_documents), None)


def _ask_of_closed(claim: Claim) -> Answer:
    """That the picture was kept; it brings nothing back by itself, which a person has to look at."""
    label = say_list(paper.label for paper in claim.missing_documents)
    return Answer(
        _OF_CLOSED.format(plan=shorten_plan(claim.plan_name), label=label),
        (OfferedChoice("找同事看", "转人工"),),
        topics=(Topic(Subject.CLAIM, claim.number, (claim.plan_code,), (Aspect.RECEIVED,)),),
    )


async def _name_by_yes(claims: ClaimsDatabase, question: Question, key: str) -> Answer:
    if question.member is None:
        return Answer(_NOTHING_LOOSE)
    found = await find_open(claims, question.member)
    return await _take_word_for(claims, question.member, replace(question, text=key), found)


NAMING_PICTURE = Act(_name_by_yes, re.compile(r"(?!)"), "好，先不记。照片给您存着，是哪一样，说一声就行。")


def _read_name(words: str, missing: Sequence[ClaimDocument]) -> str:
    """The label of the paper that the words name."""
    bare = _FILLERS.sub("", words)
    return next((one.label for one in missing if bare and _is_named(one, bare)), "")


async def find_open(claims: ClaimsDatabase, member: MemberId) -> list[Claim]:
    """The claims under way that papers were asked for with."""
    return [one for one in await access_claims(claims, member) if one.state in _OPEN and one.documents]


async def find_loose(claims: ClaimsDatabase, member: MemberId) -> list[Paper]:
    """The pictures that nobody has told anything of yet, newest first."""
    return [one for one in await access_papers(claims, member) if one.claim_number is None]


def say_loose(loose: Sequence[Paper], found: Sequence[Claim], today: date) -> Answer:
    """That they came, when, and the one question that is left: what they are."""
    came = loose[0].received_at.astimezone(BEIJING)
    missing = [(claim, paper) for claim in found for paper in claim.missing_documents]
    labels = dict.fromkeys(paper.label for _, paper in missing)
    text = f"收着了：您传来 {len(loose)} 张，最近一张 {say_date(came.date(), today)} {came:%H:%M} 收到，还没说是哪一样。"
    if len(missing) == 1:
        claim, paper = missing[0]
        text += f"是{shorten_plan(claim.plan_name)}（{claim.number}）还差的{paper.label}吗？是就点一下，合不合用由同事看。"
    elif labels:
        text += f"还差的是{say_list(labels)}，点一个我就记上。"
    else:
        text += "您名下这会儿没有等材料的理赔，先给您存着。"
    choices = tuple(OfferedChoice(label, f"照片是{label}") for label in labels)
    return Answer(text, choices, needs=("papers",) if labels else ())


async def _take_word_for(
    claims: ClaimsDatabase, member: MemberId, question: Question, found: list[Claim]
) -> Answer:
    """`照片是诊断证明`: the newest loose picture, or all of them, are that document."""
    target = _find_target(found, question.text)
    loose = [one for one in await access_papers(claims, member) if one.claim_number is None]
    if not loose:
        return Answer(_NOTHING_LOOSE, needs=("papers",))
    if target is None:
        return _ask_which(found)
    meant: list[Paper] = loose if _ALL.search(question.text) else loose[:1]
    for paper in meant:
        await assign_paper(claims, member, paper.id, target.claim.number, target.document.kind, question.now)
    after = [one for one in await access_claims(claims, member) if one.number == target.claim.number]
    told = _say_folders(after, question.today, "")
    return Answer(f"收好了，记作{target.document.label}。\n{told.text}", told.choices, told.facts, told.needs)


def _find_target(found: list[Claim], text: str) -> _Target | None:
    """The document named; a missing one before one that came already."""
    named = [
        _Target(claim, document)
        for claim in found
        for document in claim.documents
        if document.label in text or _SPOKEN_SUFFIX.sub("", document.label) in text
    ]
    named.sort(key=lambda target: target.document.received_on is not None)
    return named[0] if named else None


def _ask_which(found: list[Claim]) -> Answer:
    labels = dict.fromkeys(document.label for claim in found for document in claim.missing_documents)
    choices = tuple(OfferedChoice(label, f"照片是{label}") for label in labels)
    return Answer("这张照片是哪一样材料？点一个，或者到页面上选。", choices, needs=("papers",))


def say_papers(claim: Claim, sent: Sequence[Paper], name: str, question: Question) -> Answer:
    """What has come of one claim's papers, the one asked for first, and what is missing."""
    today = question.today
    if not claim.documents:
        return Answer(f"{name}{_NO_PAPERS if claim.kind == 'quarterly_settlement' else _NONE_ASKED}")
    named = [one for one in claim.documents if _is_named(one, question.text)]
    received = [
        f"{one.label}{say_date(one.received_on, today)}收到"
        for one in named or claim.documents
        if one.received_on
    ]
    lacking = [one.label for one in named if one.received_on is None]
    missing = [one.label for one in claim.missing_documents if one.label not in lacking]
    newest = sent[0].received_at.astimezone(BEIJING) if sent else None
    came = f"已经有：{say_list(received)}。" if received and not named else ""
    parts = [
        f"{name}：" if named else name,
        f"收到了，{say_list(received)}。" if named and received else "",
        f"{say_list(lacking)}还没记作收到。" if lacking else "",
        f"{'另外还' if lacking else '还'}差{say_list(missing)}{_say_asked(claim, today)}。"
        if missing
        else ""
        if lacking
        else "现在不缺材料。",
        f"您传来 {len(sent)} 张，最近一张 {say_date(newest.date(), today)} {newest:%H:%M} 收到。"
        if newest
        else "",
        came,
    ]
    if claim.state not in _OPEN and claim.missing_documents:
        parts.append("这一笔已经审完了，现在补还算不算，回复“转人工”问一下同事。")
    needs: tuple[Need, ...] = ("papers",) if claim.missing_documents and claim.state in _OPEN else ()
    return Answer("".join(parts), needs=needs)


def _say_asked(claim: Claim, today: date) -> str:
    """Since when it is waited for: `，3月1日要的，到今天 18 天`."""
    asked = min(one.asked_on for one in claim.missing_documents)
    days = (today - asked).days
    return f"，{say_date(asked, today)}要的{f'，到今天 {days} 天' if days > 0 else ''}"


def asks_whether_came(text: str) -> bool:
    """Whether the words ask if something came."""
    return bool(_ASKS_WHETHER_CAME.search(text))


def find_with_paper(found: Sequence[Claim], text: str) -> Sequence[Claim]:
    """The claims under way that the paper named was asked for with, where the words ask whether it came."""
    if not asks_whether_came(text):
        return ()
    return [
        one for one in found if one.state in _OPEN and any(_is_named(paper, text) for paper in one.documents)
    ]


def _is_named(document: ClaimDocument, text: str) -> bool:
    return names_paper(document.kind, document.label, text)


def _say_folders(found: list[Claim], today: date, more: str) -> Answer:
    lines = [_say_folder(claim, today) for claim in found[:_MOST_CLAIMS]]
    missing = any(claim.missing_documents for claim in found)
    facts = tuple(Fact(f"claim:{claim.number}", claim.updated_at) for claim in found[:_MOST_CLAIMS])
    text = "\n".join([*lines, more] if more else lines)
    return Answer(text, facts=facts, needs=("papers",) if missing or more else ())


def _say_folder(claim: Claim, today: date) -> str:
    received = [
        f"{one.label}（{say_date(one.received_on, today)}收到）" for one in claim.documents if one.received_on
    ]
    missing = say_list(one.label for one in claim.missing_documents)
    parts = [
        f"{shorten_plan(claim.plan_name)}（{claim.number}，{claim.cause}）",
        f"还差：{missing}。" if missing else "材料都收到了。",
        f"已经有：{say_list(received)}。" if received else "",
    ]
    return parts[0] + "".join(parts[1:])
