"""Somebody has died: condolence first; what there may be, who can look, what is not public; no record of the dead is shown."""

from actions.identity import says_own
from actions.knowledge import Knowledge
from actions.not_able import NOT_ABLE
from actions.question import Answer, OfferedChoice, Question
from actions.stories.reading import HURTS, looks_up, names, names_in_talk, only_tells, tells_of_death
from actions.talk import AskedNow
from actions.wording import say_list
from claims.database import ClaimsDatabase
from vocabulary.expects import Asked

DEATH = "death"
_SHORT = 24
"""In a longer message an illness may be somebody else's."""
_TO_PERSON = OfferedChoice("找同事说", "转人工")
_CAUSES = (OfferedChoice("因病走的", "是得病走的"), OfferedChoice("意外走的", "是出意外走的"), _TO_PERSON)
_CONDOLENCE = (
    "请您节哀，慢慢说，不着急。走的人要是会员，看单位给上过哪些保障，家里人也许能领一份。"
    "方便的话说一句：是因病，还是意外？不想说也没关系，可以直接找同事。"
)
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
_PAPERS = (
    "身故的正式材料单没有公开，我手上也没有全的。一般离不开死亡证明、您的身份证、你们的关系证明，只当参考，以中心为准。"
    "先问单位工会的经办人再跑，省得白跑；要同事帮着问，点下面。"
)
_WHO = (
    "请您节哀，这些不用您一个人跑。先跟走的人的单位工会说，由经办人查上过哪些、往上报；"
    "要哪些证明他们也清楚。他们说不清，点下面找我们的同事。"
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
_LIKELY = 0.25
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


async def take(_claims: ClaimsDatabase, knowledge: Knowledge, question: Question) -> Answer | None:
    """What is said to whoever lost somebody; None where the message is about their own."""
    is_told_now = DEATH in names(question, "event") or _tells_of_relative(question)
    if not (is_told_now or DEATH in names_in_talk(question, "event")) or question.named("claim_number"):
        return None
    if not is_told_now and (says_own(question.text) or "self" in names(question, "relation")):
        return None
    if is_told_now and question.named("illness") and "apply_relief" in question.intents:
        return None  # Their own illness, beside the loss.
    if _asks_of_card(question):
        return Answer(_CARD, (_TO_PERSON,))
    if looks_up(question):
        return _refuse(knowledge, question)
    if "ask_benefit" in question.intents and not is_told_now:
        return Answer(_HOW_MUCH, (_TO_PERSON,), again=_HOW_MUCH_AGAIN)
    if "ask_documents" in question.intents:
        return Answer(_PAPERS, (_TO_PERSON,))
    is_one_story = not is_told_now or len(question.text) <= _SHORT
    cause = _find_cause(knowledge, question) if is_one_story else ""
    if cause and (is_told_now or only_tells(question)):
        return Answer(cause, (_TO_PERSON,))
    if is_told_now and (only_tells(question) or _ASKS_WHO.intersection(question.intents)):
        return Answer(_CONDOLENCE, _CAUSES, asks=AskedNow(Asked.KIND, DEATH))
    return Answer(_WHO, (_TO_PERSON,)) if _ASKS_WHO.intersection(question.intents) else None


def is_bereaved(question: Question) -> bool:
    """Whether a death was told, here or lately."""
    return DEATH in names_in_talk(question, "event")


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
