"""Whose treatment cover pays for: the member's own; a relative's is another's, said kindly and with where help may be had."""

import re

from actions.coverage.held import OwnCover
from actions.knowledge import Knowledge
from actions.question import Question
from actions.said import TO_PERSON, Said
from vocabulary.expects import Subject

OTHERS = frozenset({"parent", "spouse", "other"})
"""Whose treatment no plan pays for; a child has plans of its own."""
_CALLED = (
    (re.compile(r"公婆|公公婆婆"), "公婆"),
    (re.compile(r"(?<!老)公公"), "公公"),
    (re.compile(r"婆婆"), "婆婆"),
    (re.compile(r"岳父|老丈人|丈人"), "岳父"),
    (re.compile(r"岳母|丈母娘"), "岳母"),
    (re.compile(r"爷爷|奶奶|姥姥|姥爷|外公|外婆"), "祖辈老人"),
    (re.compile(r"(?:孩子|娃儿?|闺女|儿子|[他她]们?)(?:的|[他她])?(?:爸爸?|爹|父亲)"), "孩子爸爸"),
    (re.compile(r"(?:孩子|娃儿?|闺女|儿子|[他她]们?)(?:的|[他她])?(?:妈妈?|母亲)"), "孩子妈妈"),
    (re.compile(r"爸妈|父母|爹妈|爹娘"), "父母"),
    (re.compile(r"爸|父亲|爹"), "父亲"),
    (re.compile(r"妈|母亲|娘"), "母亲"),
    (re.compile(r"老公|丈夫|老婆|媳妇|妻子|爱人|老伴|对象|那口子"), "爱人"),
)
_BY_RELATION = {"parent": "老人", "spouse": "爱人", "other": "家里人"}
_KIND = "家里出这样的事，您扛着不容易。"
_OWN_ONLY = (
    "公开的材料写的都是会员本人，{whose}看病的钱没有写进去，算不算我不敢说。医保能报多少问医保热线 12393；"
)
_OF_HOME = "家财险公开的材料只写了会员和孩子，{whose}没有写，算不算我不敢说，请问{union}。"
_OF_CARD = "二次报销说的都是会员本人，公开的材料没有写家属，{whose}算不算，请问{union}，或打 12351。"
_HELP = "家里难，可以问{union}有没有困难帮扶，或打 12351。"
FREE, _BY_CARD = "non_work_accident_property", "secondary_reimbursement"
_JOINING = (
    "这些是单位给自己的职工参加的，{whose}要参加，得由{whose}自己的单位给上。"
    "家属能不能跟着您一起上，公开的材料没写，请问单位工会；不用报名的{free}，写的是会员本人和孩子。"
)
_NOT_WRITTEN = "免费的{free}，公开的材料只写了会员和会员的孩子，{whose}算不算没写，不敢说算也不敢说不算，请问单位工会。看病的票据先收好。"
_NOT_AS_OWN = "这个不行，得是您本人看病的票据。{whose}看病是您掏的钱，这份心我懂，可算不到您名下。"
_ANY_UNION = "您的单位工会"


def find_called(words: str) -> str:
    """Who of the family the words call by name; empty where nobody is."""
    return next((name for called, name in _CALLED if called.search(words)), "")


def find_relative(question: Question) -> str | None:
    """Who else it is about: as named, else as spoken of before."""
    named = question.named("relation")
    if named == "other" and "kin" not in question.entities.get("circumstance", ()):
        return None  # A colleague, or 我那个女工的: nobody of the family.
    if named is not None:
        return named if named in OTHERS else None
    topic = question.talk.topic
    is_spoken_of = topic is not None and topic.subject is Subject.COVER and topic.key in OTHERS
    return topic.key if topic and is_spoken_of else None


def say_not_theirs(question: Question, relation: str, cover: OwnCover | None) -> Said:
    """What is written, of whom, and whom to ask; where it is not written, neither yes nor no."""
    union = f"{cover.union}、{cover.district_union}" if cover else _ANY_UNION
    alone, whose = cover.union if cover else _ANY_UNION, _call(question, relation)
    topic = question.talk.topic
    spoken = question.programmes or (topic.programmes if topic else ())
    if FREE in spoken:
        return Said(_OF_HOME.format(whose=whose, union=alone), "", (TO_PERSON,))
    if _BY_CARD in question.programmes:
        return Said(_OF_CARD.format(whose=whose, union=alone), "", (TO_PERSON,))
    return Said(f"{_KIND}{_OWN_ONLY.format(whose=whose)}{_HELP.format(union=union)}", "", (TO_PERSON,))


def say_joining(question: Question, relation: str, knowledge: Knowledge) -> Said:
    """Nothing befell anybody: whether somebody of the family may join as well."""
    whose = _call(question, relation)
    free = knowledge.short_name(FREE)
    return Said(_JOINING.format(whose=whose, free=free), "", (TO_PERSON,))


def say_hurt(question: Question, relation: str, knowledge: Knowledge) -> Said:
    """Who is in the free cover is written of two alone; of the others nothing is, which is no refusal."""
    whose = _call(question, relation)
    kind = f"{whose}伤着了，您跟着揪心，先让大夫看看。"
    return Said(
        f"{kind}{_NOT_WRITTEN.format(whose=whose, free=knowledge.short_name(FREE))}", "", (TO_PERSON,)
    )


def say_not_as_own(question: Question, relation: str, cover: OwnCover | None) -> Said:
    """Bills of somebody else cannot be handed in under one's own name, whoever paid them."""
    union = f"{cover.union}、{cover.district_union}" if cover else _ANY_UNION
    whose = _call(question, relation)
    return Said(f"{_NOT_AS_OWN.format(whose=whose)}{_HELP.format(union=union)}", "", (TO_PERSON,))


def say_help(cover: OwnCover | None) -> Said:
    """Who may help where nothing covers it; nothing is promised."""
    union = f"{cover.union}、{cover.district_union}" if cover else _ANY_UNION
    return Said(
        f"也不是没路：问{union}有没有困难帮扶，或打 12351；医药费的医保报销问 12393。成不成我不敢打包票。",
        "",
        (TO_PERSON,),
    )


def _call(question: Question, relation: str) -> str:
    words = f"{question.text} {question.told.text if question.told else ''}"
    return next((name for called, name in _CALLED if called.search(words)), _BY_RELATION[relation])
