"""Somebody has died: condolence first; what there may be, who can look, what is not public; no record of the dead is shown."""

from dataclasses import replace
from datetime import timedelta

from actions.identity import says_own
from actions.knowledge import Knowledge
from actions.marking import was_said
from actions.not_able import NOT_ABLE
from actions.question import Answer, OfferedChoice, Question
from actions.stories import obstacles, of_the_dead
from actions.stories.reading import HURTS, looks_up, names, names_in_talk, only_tells, tells_of_death
from actions.talk import AskedNow, Topic
from actions.wording import say_list
from claims.database import ClaimsDatabase
from vocabulary.day_names import find_days
from vocabulary.days import Days, read_days
from vocabulary.expects import Asked, Subject
from vocabulary.programmes import find_plan

DEATH = "death"
_SHORT = 24
"""In a longer message an illness may be somebody else's."""
_TO_PERSON = OfferedChoice("找同事说", "转人工")
_CAUSES = (OfferedChoice("因病走的", "是得病走的"), OfferedChoice("意外走的", "是出意外走的"), _TO_PERSON)
_CONDOLENCE = (
    "请您节哀，慢慢说，不着急。走的人要是会员，看单位给上过哪些保障，家里人也许能领一份。"
    "方便的话说一句：是因病，还是意外？不想说也没关系，可以直接找同事。"
)
_FIRST = "请您节哀。{cause}谁都受不住，您先顾好自己，身边叫个亲人陪着。手续一样都不急，哪天想问能领什么、该找谁，说一句，我一样一样告诉您。"
_OF_ILLNESS = (
    "{cause}，人就这么走了，谁都受不住，您先顾好自己。因病走的，要看单位给上没上重疾、综合这些；意外类的保障一般只管意外，这次合不合我说不准。"
    "上了哪些，请单位工会的经办人查；要同事帮着问，点下面。"
)
_OF_ACCIDENT = (
    "出这样的意外，谁都受不住。免费的{free}里有身故这一条，管会员本人和孩子、不算工伤的；单位上过意外险、综合险的，也可能有。"
    "给多少没有公开。先请单位工会的经办人查，要同事帮着问，点下面。"
)
_OF_WORK = "请您节哀。干活时出的事，先让单位报工伤，人社局 12333 能问；单位上过意外险、综合险的，再请工会的经办人看。要同事帮着问，点下面。"
_NOT_SHOWN = (
    "我明白您着急。{what}我在这里查不了：记录只给本人看，是家里人也一样，您也不用拿自己的身份核对。"
    "请{whose}单位工会的经办人查，或者带上证件去窗口问；要同事帮着办，点下面。"
)
_CLOSED = "unit_closed_down"
_OWN_UNION, _OTHER_UNIONS = "单位工会的经办人", "街道（乡镇）工会或区总工会，打 12351 也能问到归谁"
_UNIT_GONE = (
    "单位没了也不是没路：带上能证明在那儿上过班的东西，去家附近的街道（乡镇）工会或区总工会问，当年上过哪些、归谁接着办；"
    "打 12351 也能问到归哪一级。怎么接，公开的材料没写；要同事帮着问，点下面。"
)
_NO_NUMBERS = (
    "号码您别在聊天里念，发来我也用不上。{whose}名下上过哪些，我在这里查不了：记录只给本人看，您拿自己的身份核对也看不到。"
    "请带上证件去问{union}；要同事帮着问，点下面。"
)
_NO_NUMBERS_AGAIN = ("您的心意我懂，可号码给了我也查不着，别让您白忙。要同事帮着问，点下面这一个。",)
_PAPERS = (
    "身故的正式材料单没有公开，我手上也没有全的。一般离不开死亡证明、户口注销证明、您的身份证、你们的关系证明、病历，只当参考，以中心为准。"
    "先问{union}再跑，省得白跑；要同事帮着问，点下面。"
)
_WHO = (
    "请您节哀，这些不用您一个人跑。先跟走的人的单位工会说，由经办人查上过哪些、往上报；"
    "要哪些证明他们也清楚。他们说不清，点下面找我们的同事。"
)
_WHAT = (
    "要看单位给走的人上过哪几样，查了才知道：上过重疾、意外、综合这些的，家里人也许能领。因病走的算不算，由工会审核，"
    "我不敢说一定有。先请单位工会的经办人查；要同事帮着问，点下面。"
)
_HOW_MUCH = (
    "能给多少我不敢说：看单位给上的是哪一样，报上去由工会审核定，公开的只有最高的数。"
    "先请单位工会的经办人查上过哪些；要同事帮着问，点下面。"
)
_HOW_MUCH_AGAIN = (
    "数目得审核完才有，我给不了。单位工会的经办人查清上过哪些，才有个大概；要同事帮着问，点下面。",
)
_CARD = (
    "人走了，这些事还得您操心，受累了。京卡是北京银行的卡，里头的钱能不能取、怎么取，去北京银行网点问，"
    "带哪些证件也由银行说；去之前先打电话问清，省得白跑。"
)
_UNABLE = "不用您弄手机，也不用看字。\n单位工会的经办人能替您查、替您报。\n要同事跟您说，点下面这一个。"
_UNABLE_AGAIN = ("您别为难自己。\n点下面这一个，找同事说，前面的不用重说。",)
_LIKELY, _AS_LIKELY = 0.25, 0.5
_HARDSHIP = "hardship_registration"
_FOR_THE_LIVING = frozenset(
    {
        _HARDSHIP,
        "warmth_visit",
        "further_assistance",
        "daily_mutual_help",
        "relief_fund",
        "relief_medical",
        "relief_disaster",
    }
)
_MOURNING = timedelta(days=120)
"""After so long a loss is told of for what it left behind."""
_WAYS = (
    "人走了，担子全压在您一个人身上{child}，太不容易了。路还有：跟单位工会说困难职工建档、送温暖，"
    "看病花得多的还有二次帮扶，够不够得上由工会来核。要我先说说建档怎么办吗？想让同事联系您，点下面。"
)
_FILE = OfferedChoice("建档怎么办", "困难职工建档怎么办")
_ASKS_WHO = frozenset(
    {
        "ask_process",
        "ask_contact",
        "ask_eligibility",
        "ask_benefit",
        "ask_scope",
        "ask_overview",
        "file_claim",
        "apply_relief",
        "ask_deadline",
    }
)


async def take(claims: ClaimsDatabase, knowledge: Knowledge, question: Question) -> Answer | None:
    """What is said to whoever lost somebody; None where the message is about their own."""
    is_told_now = DEATH in names(question, "event") or _tells_of_relative(question)
    if (is_told_now or is_bereaved(question)) and (
        known := await of_the_dead.take(claims, knowledge, question)
    ):
        return known
    if (is_told_now and is_hardship(question)) or (not is_told_now and _is_of_hardship(question)):
        return _say_ways(question) if is_told_now else None
    if not (is_told_now or is_bereaved(question)) or question.named("claim_number"):
        return None
    if not is_told_now and (known := obstacles.meet(question)):
        return known
    if not is_told_now and "apply_relief" in question.intents:
        return _say_ways(question)
    if not is_told_now and question.mood and only_tells(question):
        return None  # How it is with them is heard, and nothing of how somebody died.
    if not is_told_now and (says_own(question.text) or "self" in names(question, "relation")):
        return None
    if is_told_now and question.named("illness") and "apply_relief" in question.intents:
        return None  # Their own illness, beside the loss.
    if not is_told_now and _asks_what_there_is(question):
        return Answer(_WHAT, (_TO_PERSON,), again=(_WHO,))
    if _asks_of_card(question):
        return Answer(_CARD, (_TO_PERSON,))
    if looks_up(question):
        return _refuse(knowledge, question)
    if "ask_benefit" in question.intents and not is_told_now:
        return Answer(_HOW_MUCH, (_TO_PERSON,), again=_HOW_MUCH_AGAIN)
    if "ask_documents" in question.intents:
        return Answer(_PAPERS.format(union=_find_union(question)), (_TO_PERSON,))
    is_one_story = not is_told_now or len(question.text) <= _SHORT
    cause = _find_cause(knowledge, question) if is_one_story else ""
    cause_told = _find_cause(knowledge, question) if _died_of_it(question) else ""
    if cause and is_told_now and only_tells(question) and not _is_asked(question):
        return Answer(_say_first(question), (_TO_PERSON,), again=(_CONDOLENCE,))
    if cause and (is_told_now or only_tells(question)):
        return Answer(cause, (_TO_PERSON,))
    if is_told_now and cause_told and not only_tells(question):
        return Answer(f"请您节哀。{cause_told}", (_TO_PERSON,))
    if is_told_now and (only_tells(question) or _ASKS_WHO.intersection(question.intents)):
        return Answer(_CONDOLENCE, _CAUSES, asks=AskedNow(Asked.KIND, DEATH))
    return Answer(_WHO, (_TO_PERSON,)) if _ASKS_WHO.intersection(question.intents) else None


def refuse_to_look(question: Question) -> Answer | None:
    """Numbers of the dead are neither taken nor looked up with, and nobody is sent to prove who they are for it."""
    if not is_bereaved(question):
        return None
    union = _find_union(question)
    whose = "她" if "她" in question.text else "他"
    return Answer(
        _NO_NUMBERS.format(whose=whose, union=union),
        (_TO_PERSON,),
        again=_NO_NUMBERS_AGAIN,
        needs=("refusal",),
    )


def hear_closed(question: Question) -> Answer | None:
    """The unit of the dead is gone: who else can look."""
    if question.faq != _CLOSED or not is_bereaved(question):
        return None
    return Answer(_UNIT_GONE, (_TO_PERSON,), says=f"faq:{_CLOSED}")


def _find_union(question: Question) -> str:
    """Who can look: where the unit is gone, another."""
    return _OTHER_UNIONS if was_said(f"faq:{_CLOSED}", question) else _OWN_UNION


def _say_first(question: Question) -> str:
    """Condolence alone, with what took them away; what there may be is for when it is asked."""
    illness = question.named("illness")
    return _FIRST.format(cause=f"{illness}把人带走了，" if illness else "人说没就没了，")


def name_death(question: Question) -> Question:
    """The question with the death of somebody near, where only the words told it: 我是他爱人 他昨天夜里走了."""
    if not _tells_of_relative(question) or DEATH in names(question, "event"):
        return question
    events = (*names(question, "event"), DEATH)
    return replace(question, entities={**question.entities, "event": events})


def is_bereaved(question: Question) -> bool:
    """Whether a death was told, here or lately."""
    told = question.told
    by_words = _is_asked(question) or (told is not None and _tells_of_relative(told))
    return DEATH in names_in_talk(question, "event") or by_words


def _asks_what_there_is(question: Question) -> bool:
    """Whether it is asked what there may be at all, though the card is named beside it: 有工会卡 站里说能领点啥."""
    chance = question.chances.get("ask_overview", 0.0)
    is_likely = "ask_member_card" in question.intents and chance >= _AS_LIKELY
    return "ask_overview" in question.intents or is_likely


def say_unable(question: Question) -> Answer:
    """For whoever lost somebody and cannot manage: nothing to do with the telephone, and one choice."""
    return Answer(_UNABLE, (_TO_PERSON,), again=_UNABLE_AGAIN, says=NOT_ABLE)


def _asks_of_card(question: Question) -> bool:
    """Whether the money is meant that is in the card of the dead, which is the bank's to say."""
    is_named = "member_card" in question.programmes or "ask_member_card" in question.intents
    is_likely = (
        question.chances.get("ask_member_card", 0.0) >= _LIKELY and "check_payment" in question.likely[:2]
    )
    return is_named or is_likely


def is_hardship(question: Question) -> bool:
    """Whether a loss is told of as the reason for one's own need: long ago, or where one's own application is spoken of."""
    topic = question.talk.topic
    is_of_relief = topic is not None and topic.subject is Subject.RELIEF
    return only_tells(question) and (is_of_relief or _is_long_ago(question))


def _is_long_ago(question: Question) -> bool:
    spans = (
        read_days(question.text[start:end], question.today, "past") for start, end in find_days(question.text)
    )
    return any(isinstance(one, Days) and question.today - one.last > _MOURNING for one in spans)


def _is_of_hardship(question: Question) -> bool:
    """Whether help for the living is spoken of, or named: no claim of the dead is meant."""
    if any(find_plan(code) for code in question.programmes) or (_is_asked(question) and only_tells(question)):
        return False  # A plan of the dead, or what they died of.
    spoken = question.programmes or question.talk.programmes
    return bool(_FOR_THE_LIVING.intersection(spoken))


def _say_ways(question: Question) -> Answer:
    child = "，还带着孩子" if "child" in names(question, "relation") else ""
    topic = Topic(Subject.PROGRAMME, _HARDSHIP, (_HARDSHIP,), ("ask_process",))
    return Answer(
        _WAYS.format(child=child),
        (_FILE, _TO_PERSON),
        topics=(topic,),
        asks=AskedNow(Asked.STEP, "ask_process"),
    )


def _find_cause(knowledge: Knowledge, question: Question) -> str:
    """What is said of how it came about, where that is told."""
    events = set(names(question, "event"))
    if "at_work" in names(question, "circumstance"):
        return _OF_WORK
    if events & (HURTS | {"fire", "disaster"}) or (_is_asked(question) and "意外" in question.text):
        return _OF_ACCIDENT.format(free=knowledge.short_name("non_work_accident_property"))
    illness = question.named("illness")
    if illness or (_is_asked(question) and "病" in question.text):
        return _OF_ILLNESS.format(cause=illness or "得了病")
    return ""


def _died_of_it(question: Question) -> bool:
    """Whether one illness or event is told beside one death of one relative: nobody else can have had it."""
    relations = set(names(question, "relation")) - {"self"}
    return len(relations) == 1 and len(names(question, "illness")) == 1


def _tells_of_relative(question: Question) -> bool:
    """By the words alone, of somebody near who is named."""
    return question.named("relation") in ("spouse", "parent", "child") and tells_of_death(question.text)


def _is_asked(question: Question) -> bool:
    return question.talk.is_asked(Asked.KIND, DEATH)


def _refuse(knowledge: Knowledge, question: Question) -> Answer:
    named = say_list(knowledge.short_name(code) for code in question.programmes)
    whose = "她" if "她" in question.text else "他"
    what = f"{whose}上没上{named}，" if named else f"{whose}名下的保障，"
    return Answer(_NOT_SHOWN.format(what=what, whose=whose), (_TO_PERSON,), needs=("refusal",))
