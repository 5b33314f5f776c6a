"""What cover there is and from when to when, what it pays, and who sees to it; nothing is in force only where nothing is."""

from collections.abc import Sequence

from actions.coverage import besides
from actions.coverage.benefits import say_benefits
from actions.coverage.days import find_day_of_loss, say_past_days
from actions.coverage.held import UNIVERSAL, OwnCover
from actions.question import OfferedChoice
from actions.said import TO_PERSON, Said
from actions.wording import say_list
from claims.values import Enrolment
from vocabulary.expects import Asked, Subject
from vocabulary.saying import say_date

UNLINK = "unlink"
_BY_ITSELF = "secondary_reimbursement"
_NO_PHONE = "电话我这里没有，打 12351 能问到。"
_STOPPED = "连会员自带的二次报销、非工伤意外家财险也没有，可能是会员卡停了，或者会员关系没续上。"
_CONDITIONS = "二次报销要四样都有：在职、参加北京医保、单位上缴工会经费、有京卡。"
_CARD = (
    "先找{union}的经办人，请他核会员关系、办续保；卡要补换，带身份证去北京银行网点。为什么停的，记录里没写；"
    "单位推着不管，打职工热线 12351，或点“转人工”。"
)
_SOON = 31
"""So many days before its end, who renews it matters."""
_GAP = 400
"""A gap of more days than these says nothing of today."""
_REVIEWED = "那是最高的数，实际给多少由工会审核定。"
_CARD_WORKS = "卡本身能不能刷，我这里看不到，问北京银行网点。"


def say_overview(cover: OwnCover) -> Said:
    """All that is in force, counted, in one line; then what begins later, and what is over."""
    if cover.missing:
        return say_missing(cover)
    if not cover.valid and not cover.upcoming:
        return _say_nothing(cover)
    parts = []
    if cover.valid:
        parts.append(f"您在保的保障有 {len(cover.valid)} 项：{_say_by_end(cover, cover.valid)}。")
    if cover.upcoming:
        parts.append(_say_upcoming(cover, cover.upcoming))
    if cover.valid and not cover.upcoming and all(one.plan_code in UNIVERSAL for one in cover.valid):
        parts.append(
            f"这是会员自带的；单位另外参加的（住院、重疾、意外这些），您名下还没有，问{cover.union}。"
        )
    over = f"已经到期的：{_say_by_end(cover, cover.over, '到期')}。" if cover.over else ""
    return Said("".join(parts), over)


def say_missing(cover: OwnCover) -> Said:
    """What is asked about and not theirs, in one sentence, and what they do hold in one line."""
    if not cover.valid and set(cover.asked_plans) == {UNIVERSAL[0]}:
        return Said(
            f"{_CONDITIONS}{_say_nothing(cover).first}", f"先找{cover.union}的经办人核一核。", (TO_PERSON,)
        )
    if other := _say_of_kin(cover):
        return other
    held = f"您在保的有：{cover.names(cover.valid)}。" if cover.valid else _say_nothing(cover).first
    upcoming = _say_upcoming(cover, cover.upcoming) if cover.upcoming else ""
    new = "单位刚办的，可能还没录进来。"
    return Said(f"您名下没有{say_list(cover.missing)}。{held}{upcoming}", new)


def _say_of_kin(cover: OwnCover) -> Said | None:
    """Whoever has an accident cover of another kind has one, though not the unit's own plan of that name."""
    like = [one for one in cover.valid if one.plan_code.startswith("tailored_")]
    if cover.asked_plans != ("accident",) or not like:
        return None
    return Said("".join(_say_term(cover, [one]) for one in like), "单位另外上的意外险，您名下没有查到。")


def say_valid(cover: OwnCover) -> Said:
    """From when to when, and whether it is in force today."""
    if cover.missing:
        return say_missing(cover)
    if not cover.asked_plans and not cover.valid and not cover.upcoming:
        return _say_nothing(cover)
    asked = cover.asked
    if not asked:
        return say_overview(cover) if cover.valid else _say_nothing(cover)
    groups: dict[tuple[object, ...], list[Enrolment]] = {}
    for one in asked:
        groups.setdefault((one.effective_date, one.expiry_date, one.standing), []).append(one)
    first = "".join(_say_term(cover, group) for group in groups.values())
    if any(one.standing == "valid" for one in asked):
        return Said(
            f"{first}{_say_renewing(cover, asked)}{_say_unclaimed(cover, asked)}",
            _say_by_itself(cover, asked),
        )
    others = [one for one in cover.valid if one not in asked]
    rest = f"{cover.names(others)}现在就在保。" if others else ""
    if not cover.valid and not cover.upcoming:
        rest = f"您现在没有在保的项目，{_STOPPED}"
    return Said(f"{first}{rest}", f"续保、加保由单位办，找{cover.union}的经办人。")


def say_ends(cover: OwnCover) -> Said:
    """What ends first, what then, and who renews it: all that is held, by its last day."""
    if not cover.valid:
        return say_overview(cover)
    first, *rest = sorted({one.expiry_date for one in cover.valid})
    names = {day: cover.names(one for one in cover.valid if one.expiry_date == day) for day in (first, *rest)}
    said = f"您在保 {len(cover.valid)} 项，最先到期的是{names[first]}（{cover.say_date(first)}）"
    later = "".join(f"，然后是{names[day]}（{cover.say_date(day)}）" for day in rest)
    upcoming = _say_upcoming(cover, cover.upcoming) if cover.upcoming else ""
    units = [one for one in cover.valid if one.plan_code not in UNIVERSAL]
    by_unit = f"单位给上的由单位工会统一续，找{cover.union}的经办人；" if units else ""
    free = "会员自带的那两样不用自己续。" if any(one.plan_code in UNIVERSAL for one in cover.valid) else ""
    return Said(f"{said}{later}。{upcoming}{by_unit}{free}".replace("；。", "。"))


def _say_unclaimed(cover: OwnCover, asked: Sequence[Enrolment]) -> str:
    """That what befell the home, for which relief was applied for, was never claimed under the plan for the home."""
    home = next((one for one in asked if one.plan_code == UNIVERSAL[1]), None)
    struck = [one for one in cover.applied if one.kind == "disaster"]
    if home is None or not struck or any(one.plan_code == UNIVERSAL[1] for one in cover.filed):
        return ""
    one = struck[0]
    if not home.effective_date <= one.submitted_on <= home.expiry_date:
        return ""
    return f"您{one.cause.split('，')[0]}那回就在保障期里，这一项还没见您报过：管着火和水暖管爆裂，给不给看审核。想报，说“我要报案”。"


def ends_soon(cover: OwnCover) -> bool:
    """Whether something that is asked about ends soon, so that who renews it is said."""
    return bool(_say_renewing(cover, cover.asked))


def _say_renewing(cover: OwnCover, asked: Sequence[Enrolment]) -> str:
    """Who renews what ends soon."""
    ending = [
        one
        for one in asked
        if one.standing == "valid"
        and one.plan_code not in UNIVERSAL
        and (one.expiry_date - cover.today).days <= _SOON
    ]
    if not ending:
        return ""
    today = "今天就跟他说。" if any(one.expiry_date == cover.today for one in ending) else "早点问一声。"
    return f"续不续由单位办，自己续不了，找{cover.union}的经办人，{today}"


def _say_by_itself(cover: OwnCover, asked: Sequence[Enrolment]) -> str:
    """What comes without being applied for, where it alone is asked about."""
    if [one.plan_code for one in asked] != [_BY_ITSELF]:
        return ""
    return f"会员免费，{cover.knowledge.find(_BY_ITSELF, 'process').text.split('。')[0]}。"


def say_amount(cover: OwnCover) -> Said:
    """The figures of the terms in force; where there are none, who knows them."""
    if cover.missing:
        return say_missing(cover)
    if over := _say_over(cover):
        return over
    asked = cover.asked or cover.valid
    said, unknown = list[str](), list[str]()
    for one in asked:
        figures = say_benefits(one.version, one.tier) if one.version else ""
        if figures:
            figures = figures.replace(f"{one.tier} ", "")  # The name says it.
            said.append(f"{cover.name(one)}：{figures}。")
        else:
            unknown.append(cover.name(one))
    most = _REVIEWED if any("最高" in one for one in said) else ""
    if unknown:
        names = say_list(dict.fromkeys(unknown))
        said.append(f"{names}给多少，我这里没有数，问{cover.union}或中心。")
    return Said(f"{''.join(said)}{most}") if said else _say_nothing(cover)


def _say_over(cover: OwnCover) -> Said | None:
    """A plan that was not in force when it happened pays nothing, whatever its figures were; what is left is named."""
    day = find_day_of_loss(cover.question)
    on = day.first if day else cover.today
    then = cover.on(on)
    plans = dict.fromkeys(one.plan_code for one in cover.asked)
    if not cover.asked_plans or not plans or any(one.plan_code in plans for one in then):
        return None
    gone = [one for one in cover.asked if one.plan_code in plans]
    if any(one.standing == "upcoming" for one in gone):
        return None
    when = f"{say_past_days(day, cover.today)}您" if day else "现在您"
    left = f"{when}在保的是{cover.names(then)}。" if then else f"{when}名下没有在保的项目。"
    free = (
        "家财险里的非工伤意外只管不算工伤的伤残、身故。"
        if any(one.plan_code == UNIVERSAL[1] for one in then)
        else ""
    )
    ended = "".join(
        f"{cover.name(one)}{cover.say_date(one.expiry_date)}就到期了，那以后出的事报不了，给多少也就谈不上。"
        for one in gone
    )
    return Said(f"{ended}{left}{free}", f"单位有没有续上，问{cover.union}的经办人。", (TO_PERSON,))


def say_renewal(cover: OwnCover) -> Said:
    """Who renews, and who pays: the unit, by name."""
    if not cover.valid and not cover.upcoming:
        return Said(_CARD.format(union=cover.union))
    is_last_day = any(one.expiry_date == cover.today for one in cover.asked)
    today = "今天是最后一天，今天就跟他说。" if is_last_day else ""
    first = f"续保由单位工会统一办，自己在这里续不了，找{cover.union}的经办人。{today}"
    return Said(first, "要交多少、谁出，看单位，现在的价以中心为准。", (TO_PERSON,))


def say_why(cover: OwnCover) -> Said:
    """Why nothing is in force is written nowhere."""
    first = f"为什么这样，记录里没写，请{cover.union}的经办人核一下；要同事帮着查，点“转人工”。{besides.say_shortly(cover)}。"
    return Said(first, "", (TO_PERSON,))


def say_card_state(cover: OwnCover) -> Said:
    """Whether the card is in use, as far as cover shows it."""
    if not cover.valid and not cover.upcoming:
        return Said(f"{_say_nothing(cover).first}", _CARD.format(union=cover.union))
    return Said(f"您名下有 {len(cover.valid)} 项在保，看着没停。{_CARD_WORKS}")


def say_who(cover: OwnCover) -> Said:
    stopped = "" if cover.valid or cover.upcoming else "谁停的、为什么停，记录里没写。"
    return Said(f"{stopped}找{cover.union}的经办人；{_NO_PHONE}", cover.window, (TO_PERSON,))


def say_effect(cover: OwnCover) -> Said:
    """What unlinking does to cover: nothing; the open question is asked again."""
    asked, topic = cover.question.talk.asked, cover.question.talk.topic
    is_unlinking = asked is not None and (asked.kind, asked.act) == (Asked.YES, UNLINK)
    is_of_linking = topic is not None and topic.subject is Subject.IDENTITY
    if not is_unlinking and not is_of_linking and "unbind_identity" not in cover.question.intents:
        return besides.say_effect(cover)
    held = _say_by_end(cover, cover.asked or cover.valid) if cover.valid else "您的保障"
    first = f"保障不受影响：{held}，照样在。解绑只是这个微信不再连着您。"
    if not is_unlinking:
        return Said(first)
    choices = (OfferedChoice("对，解除绑定", "对，解除绑定"), OfferedChoice("不解除", "先不解除"))
    return Said(f"{first}还解吗？", choices=choices, asks=asked)


def say_origin(cover: OwnCover) -> Said:
    """Who took it out."""
    if not cover.valid and not cover.upcoming:
        first = f"谁停的、为什么停，记录里没写，我不敢乱说。请{cover.union}的经办人核会员关系和参保；推着不管，打职工热线 12351，或点“转人工”。"
        return Said(first, "", (TO_PERSON,))
    own = [one for one in cover.valid if one.plan_code not in UNIVERSAL]
    by_unit = f"{cover.names(own)}是单位工会给您参加的；" if own else ""
    return Said(
        f"{by_unit}二次报销、非工伤意外家财险是会员自带的，不用自己报名。"
        if cover.valid
        else say_overview(cover).first
    )


def say_more(cover: OwnCover) -> Said:
    """More of what the unit takes out; where nothing is in force, whether the time without is made up for."""
    if not cover.valid:
        first = (
            f"恢复以后，停着的那段看的病能不能补报，公开的材料没写，我不敢说能，也不敢说不能。票据先都留好，问{cover.union}的经办人；"
            "要同事帮着问，点“转人工”。"
        )
        return Said(first, "", (TO_PERSON,))
    return Said(
        f"加不加、加几份，由单位办，我这里加不了。找{cover.union}的经办人问。", say_overview(cover).first
    )


def _say_nothing(cover: OwnCover) -> Said:
    over = [f"{cover.name(one)}{cover.say_date(one.expiry_date)}到期" for one in cover.over]
    before = f"以前的{say_list(over)}。" if over else ""
    return Said(
        f"您现在没有在保的项目，{_STOPPED}{before}", f"先找{cover.union}的经办人核一下。", (TO_PERSON,)
    )


def _say_term(cover: OwnCover, group: Sequence[Enrolment]) -> str:
    one, names, today = group[0], cover.names(group), cover.today
    begin, end = cover.say_date(one.effective_date), cover.say_date(one.expiry_date)
    if one.standing == "upcoming":
        return f"{names}{begin}才生效（还有 {(one.effective_date - today).days} 天），到{end}，现在还没开始。"
    if one.standing == "expired":
        return f"{names}{end}就到期了（{(today - one.expiry_date).days} 天前），现在不在保。"
    if one.expiry_date == today:
        return f"{names}今天是最后一天：今天还在保，过了今天就到期。"
    left = (one.expiry_date - today).days
    return f"{names}从{begin}起，到{end}（还有 {left} 天），现在在保。{_say_before(cover, one)}"


def _say_before(cover: OwnCover, one: Enrolment) -> str:
    """Whether the term before went on into this one, where there was one."""
    earlier = [
        each
        for each in cover.every
        if each.plan_code == one.plan_code and each.expiry_date < one.effective_date
    ]
    if not earlier:
        return ""
    last = max(earlier, key=lambda each: each.expiry_date)
    gap = (one.effective_date - last.expiry_date).days - 1
    if gap > _GAP:
        return ""
    joined = "接着的，中间没断" if not gap else f"中间断了 {gap} 天"
    return f"上一期到{cover.say_date(last.expiry_date)}，{joined}。"


def _say_upcoming(cover: OwnCover, some: Sequence[Enrolment]) -> str:
    days: dict[str, list[Enrolment]] = {}
    for one in some:
        days.setdefault(say_date(one.effective_date, cover.today), []).append(one)
    said = [
        f"{cover.names(group)}{day}起（还有 {(group[0].effective_date - cover.today).days} 天）"
        for day, group in days.items()
    ]
    return f"还没开始的：{'；'.join(said)}。"


def _say_by_end(cover: OwnCover, some: Sequence[Enrolment], ends: str = "") -> str:
    """Names with the day they end, one day once: `住院津贴 1 份、女工特疾 2 份（到2027年5月13日）`."""
    days: dict[str, list[Enrolment]] = {}
    for one in some:
        days.setdefault(say_date(one.expiry_date, cover.today), []).append(one)
    said = (
        f"{cover.names(group)}（{day}到期）" if ends else f"{cover.names(group)}（到{day}）"
        for day, group in days.items()
    )
    return "，".join(said)
