"""What is said in an emergency: short, people first; no figure stands here, those are the table's."""

import re

from actions.awaited import say_briefly
from actions.emergencies.reading import DISASTER, FIRE, Matters
from actions.question import Question
from actions.talk import Telling
from vocabulary.awaited import AwaitedPerson

ASK_SAFE = "人都平安吗？还有危险就先离开，打 119；有人受伤打 120。"
ASK_SAFE_SHORT = "人都平安吧？有人受伤先打 120，别的都不急。"
_BOTH = "人出来就好，来了人就听他们的，别再回去拿东西。有没有人受伤、呛着烟？"
_HELPED = "有人来帮就好，听他们的，别回去拿东西。人都出来了没有，有没有人受伤？"
_OUT = "人出来就好，离远一点，别再回去拿东西。有没有人受伤、呛着烟？"
_STILL = "先顾人：都出来了没有，有没有人受伤、呛着烟？别回去拿东西。"
_IN_HOSPITAL = "有大夫在就听大夫的，您也先稳一稳，身边叫个人陪着。看病的单子都留好，别的以后再说。"
_NOBODY_HURT = "人没事就好，东西以后再说。"
_BURN = "烫着的地方先用凉水冲一冲，起泡、破皮就让大夫看看，票据收好。"
_BURN_OF_ANOTHER = "{whose}烫着了您心疼，先用凉水冲一冲，起泡、破皮就去看大夫，票据收好。"
_HURT = "伤着的地方先让大夫看，票据、诊断证明收好。"
_HURT_OF_ANOTHER = "{whose}伤着了您跟着揪心，先看大夫，票据、诊断证明收好。"
_PAYS_FOR_HURT = "看伤的钱，单位给您上过意外险的能报上来审。"
_PAYS_FOR_CHILD = "孩子非工伤的意外伤残，{free}也管。"
_PAYS_FOR_ANOTHER = "{whose}看伤的钱，公开的材料只写了会员和孩子，别的家里人没写，请问单位工会。"
_PAPERS = (
    "没关系，证明可以后补，一时没开出来也能先申请。先把受损的地方、东西拍下来，{who}的单子开出来收好就行。"
)
_PAPERS_FROM = {FIRE: "消防", DISASTER: "物业、居委会"}
_NO_BED = (
    "没地方住是急事{who}。住处我这里安排不了，不敢替谁答应：先找街道、居委会和单位工会，说家里遭了灾、今晚没处去；"
    "12345、12351 也能打。"
)
_WITH_CHILDREN, _WITH_OLD = "，何况还带着孩子", "，何况还带着老人"
_PLANS = {
    FIRE: "房子和东西有两样能看：免费的{free}管着火；{fund}",
    DISASTER: "{fund}免费的{free}写的是着火和水暖管爆裂，别的灾没写，可以问经办人。",
}
_MENTION = "钱的事缓过来再说，{names}我都能帮您看。"
_NAMES = {FIRE: "免费的{free}、{district}的应急救助", DISASTER: "{district}的应急救助"}
_FUND = "单位工会建在{district}的，别处赔过以后损失还大，能申请应急救助：{benefit}"
_FUND_HERE = "您单位在{district}：单位工会也建在{district}、别处赔过以后损失还大，能申请应急救助：{benefit}"
_HERE = "您单位在{district}，单位工会也建在{district}，应急救助就能申请：跟单位工会说，由单位往上报；我也能现在帮您填，说“申请”就行。"
_ANYWHERE = "先找您单位的工会，由单位往上报；单位在哪个区，您告诉我，我看能不能申请应急救助。"
_KEEP = "先拍照，{who}的证明以后补。"
_OFFER = "想申请，说“申请”就行。"
_WAY = "{told}现在就能一句一句填，填完您看过再交；再往后是单位工会上报、镇（街道）工会把关、评审委员会定。说“申请”就开始。"
_TOLD = "您说的都记着（{words}）。"
_BEGIN = "好，申请应急救助。{told}"
_WHO_LOOKS = "我在。{state}您说的都留着，方便接的电话也可以写在这里；着急也能打 12351。"
_STEADY = (
    "我在，您先忙眼前的，想起什么随时说。",
    "嗯，都记着。先把人安顿好，别的慢慢来。",
    "不急，您说的我都留着，缓过来再办也不晚。",
)
_HELP_IS_HERE = "救的人到了就好，屋里还有没有人、有没有气罐，告诉他们一声，您就别往前去了。"
_CALM = (
    "{help}腿软、手抖都是吓的，缓缓就过去：{child}找个稳当地方坐下，喝口水，慢慢喘几口气。我在，别的都不急。"
)
_LATER = (
    "好，先把今晚安顿好。现在什么都没交，也没有耽误，您说过的给您留七天：明天回来说“申请”，我从这儿接着办。"
    "方便的话，坏了的东西拍几张照片，先别扔。"
)
_LONGEST_TOLD = 80
_CHILD = re.compile(r"孩子|娃|闺女|儿子|小孩|宝宝")
_OLD = re.compile(r"老人|老娘|老爹|老妈|老爸|爷爷|奶奶|姥姥|姥爷|[爸妈]")
_DATED = re.compile(r"（\d{4}年[^（）]*）")


def ask_about_people(matters: Matters) -> str:
    """The first question of all, once the numbers to call were given."""
    if matters.is_safe and matters.has_help:
        return _BOTH
    if matters.has_help:
        return _HELPED
    return _OUT if matters.is_safe else _STILL


def say_hurt(matters: Matters, whose: str) -> str:
    """What to do about it now."""
    if whose:
        return (_BURN_OF_ANOTHER if matters.is_burn else _HURT_OF_ANOTHER).format(whose=whose)
    return _BURN if matters.is_burn else _HURT


def say_who_pays_for_hurt(whose: str, free: str) -> str:
    """For the member's own, a child's, or somebody else's."""
    if whose == "孩子":
        return _PAYS_FOR_CHILD.format(free=free)
    return _PAYS_FOR_ANOTHER.format(whose=whose) if whose else _PAYS_FOR_HURT


def say_papers(kind: str) -> str:
    """That proof may come later."""
    return _PAPERS.format(who=_PAPERS_FROM.get(kind, "医院"))


def say_no_bed(question: Question) -> str:
    """Whom to ask for a roof: none is promised."""
    named = question.entities.get("relation", ())
    has_child = "child" in named or _CHILD.search(question.text)
    has_old = "parent" in named or _OLD.search(question.text)
    who = _WITH_CHILDREN if has_child else _WITH_OLD if has_old else ""
    return _NO_BED.format(who=who)


def say_plans(kind: str, free: str, district: str, benefit: str, *, is_here: bool) -> str:
    """What there is for the home and the things in it."""
    undated = _DATED.sub("", benefit)
    dated = "".join(_DATED.findall(benefit))
    fund = (_FUND_HERE if is_here else _FUND).format(district=district, benefit=undated)
    keep = _KEEP.format(who=_PAPERS_FROM.get(kind, "医院"))
    return f"{_PLANS.get(kind, _PLANS[DISASTER]).format(free=free, fund=fund)}{keep}{_OFFER}{dated}"


def say_mention(kind: str, free: str, district: str) -> str:
    """That there is something for it, and no more: people come first."""
    return _MENTION.format(names=_NAMES.get(kind, _NAMES[DISASTER]).format(free=free, district=district))


def say_where(district: str, *, is_here: bool) -> str:
    """Who sees to it."""
    return _HERE.format(district=district) if is_here else _ANYWHERE


def say_way(told: Telling | None) -> str:
    """How it goes, with what was told already."""
    return _WAY.format(told=_say_told(told))


def say_begin(told: Telling | None) -> str:
    """Before the form's first question, or the page for whoever is not known."""
    return _BEGIN.format(told=_say_told(told))


def say_calm(*, has_help: bool, has_child: bool) -> str:
    """To whoever is shaken, and safe."""
    child = "孩子搂在身边，" if has_child else ""
    return _CALM.format(help=_HELP_IS_HERE if has_help else "", child=child)


def say_later() -> str:
    """To whoever leaves the rest for later."""
    return _LATER


def say_steady(nth: int) -> str:
    """Where nothing is asked and nothing new is told: each time in other words."""
    return _STEADY[nth % len(_STEADY)]


def say_who_looks(waiting: AwaitedPerson) -> str:
    """To whoever asks whether anybody is there."""
    return _WHO_LOOKS.format(state=say_briefly(waiting))


def say_in_hospital() -> str:
    return _IN_HOSPITAL


def say_nobody_hurt() -> str:
    return _NOBODY_HURT


def _say_told(told: Telling | None) -> str:
    if told is None:
        return ""
    words = told.text if len(told.text) <= _LONGEST_TOLD else f"{told.text[: _LONGEST_TOLD - 1]}…"
    return _TOLD.format(words=words)
