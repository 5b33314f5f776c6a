"""Filing a claim as a form: which plan, what happened, when, where, what it cost."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from actions.question import OfferedChoice, Question
from actions.talk import Value, Values
from actions.tasks.day_answers import find_past_day, month_around, read_past_day, say_day
from actions.tasks.fields import UNKNOWN, Field, Problem
from actions.tasks.plans import AT_WORK, PLANS_BY_KIND, befell_child
from actions.tasks.readers import read_one_of, read_words
from actions.tasks.signals import does_not_know
from actions.tasks.sum_answers import find_sum, fix, read_cost, say_sum
from actions.tasks.sum_roles import find_told, pick_cost
from actions.tasks.task import Task
from actions.tasks.telling import leave_out_told, read_story, say_sense
from actions.warm_words import names_injury
from vocabulary.expects import Asked, Subject
from vocabulary.places import find_hospital

NAME = "filing"
KIND_NAMES: Mapping[str, str] = {
    "hospital_stay": "住院",
    "critical_illness": "重大疾病",
    "specified_disease": "女工特殊疾病",
    "accident": "意外受伤",
    "pipe_burst": "水管、暖气爆裂",
    "fire": "家里着火",
}
_BY_EVENT = {
    "hospital_stay": "hospital_stay",
    "fall": "accident",
    "traffic_accident": "accident",
    "pipe_burst": "pipe_burst",
    "fire": "fire",
}
_BY_PROGRAMME = {
    "hospital_cash": "hospital_stay",
    "inpatient_medical": "hospital_stay",
    "critical_illness": "critical_illness",
    "womens_specified_disease": "specified_disease",
    "accident": "accident",
    "tailored_after_school": "accident",
    "tailored_recuperation": "accident",
    "tailored_site_worker": "accident",
    "app_claim": "hospital_stay",
}
_BY_WORDS = read_one_of(
    {
        "specified_disease": "女工|妇科|特殊疾病|特疾",
        "critical_illness": "重疾|大病|重大疾病|癌|心梗|脑梗",
        "hospital_stay": "住院|津贴|出院|手术",
        "accident": "意外|摔|撞|车祸|骨折|受伤|烫|扭|崴|砸",
        "pipe_burst": "水管|暖气|漏水|跑水|泡",
        "fire": "火",
    }
)
_TOLD = re.compile(r"[，。,\s]|了|在|被|因")
_JUST_NOW = re.compile(r"刚(?:才|刚)?[^，,。\s]{0,8}(?:摔|滑|碰|撞|扭|崴|烫|砸|磕|夹|割)")
_HURT = re.compile(
    r"(?:割|切|划|夹|扎|烫|咬|砸|崴|扭|摔|磕|碰|撞)(?:了|伤|破|到|着|断)(?:[一-鿿]{0,3}(?:手|脚|腿|头|胳膊|指|腰|脸|膝|腕|踝|背|肩))|缝了?[一二三四五六七八九十两几\d]+针"
)
"""A hurt that is called by no name: 切菜割了手."""
_SPENT = re.compile(r"花|费|掏|付|交|一共|总共|损失|块|元")
_CLAUSE = re.compile(r"[，,。;；！!\s]+")
_BARE_SUM = re.compile(r"大概其?|大约|差不多|将近|左右|多|来|[块元钱吧啊呢的]|总共|一共")


def _find_kind(question: Question) -> Value | None:
    """By the programme named, else by what happened, else by the illness."""
    by_programme = next((_BY_PROGRAMME[code] for code in question.programmes if code in _BY_PROGRAMME), None)
    by_injury = "accident" if names_injury(question) or _HURT.search(question.text) else None
    return by_programme or _BY_EVENT.get(question.named("event") or "") or by_injury


def find_kind_of(programmes: Iterable[str]) -> Values:
    """The kind of claim that it is with these plans, where it is plain."""
    kind = next((_BY_PROGRAMME[code] for code in programmes if code in _BY_PROGRAMME), None)
    return {"kind": kind} if kind else {}


def _read_kind(question: Question) -> Value | Problem | None:
    return _find_kind(question) or _BY_WORDS(question)


def _find_told(question: Question) -> Value | None:
    happened = question.named("event") not in (None, "hospital_stay", "outpatient_visit") or question.named(
        "illness"
    )
    told = (
        (happened or _HURT.search(question.text)) and len(question.text) >= 6 and _TOLD.search(question.text)
    )
    return question.text.strip()[:300] if told else None


def _find_place(question: Question) -> Value | None:
    return find_hospital(leave_out_told(question.text))


def _read_place(question: Question) -> Value | Problem | None:
    """The hospital that is named, else what is left of the words without days, sums and how one got there."""
    if named := _find_place(question):
        return named
    if does_not_know(question):
        return None
    at = _AT_FIRST.match(question.text)
    said = at[0] if at else _leave_sums_out(question.text)
    words = _BEFORE_PLACE.sub("", leave_out_told(said))
    if find_told(question.text) and not at and not _OF_PLACES.search(_AFTER_PLACE.sub("", words)):
        return None  # What the money went for: 拍片子花了六百二.
    if _NO_PLACE.search(words) or len(words) > (
        _LONGEST_BARE_PLACE if _OF_PLACES.search(words) else _LONGEST_BARE_NAME
    ):
        return None
    return _ANY_PLACE(replace(question, text=_AFTER_PLACE.sub("", words)))


def _leave_sums_out(text: str) -> str:
    """The words without the clauses that say how much."""
    return " ".join(one for one in _CLAUSE.split(text) if one and not find_told(one))


def _find_loss(question: Question, values: Values) -> Value | None:
    """Of a flood or a fire whatever sum is told is what it cost."""
    return find_sum(question, pick_cost) if values.get("kind") in ("pipe_burst", "fire") else None


def _say_place(place: Value) -> str:
    return "不清楚，先空着" if place == UNKNOWN else str(place)


def _ask_for_place(values: Values) -> str | None:
    return _WHOSE_HOME if values.get("kind") in ("pipe_burst", "fire") else None


def _find_day(question: Question) -> Value | Problem | None:
    """The day that is named; what happened just now happened today."""
    if found := find_past_day(question):
        return found
    return question.today.isoformat() if _JUST_NOW.search(question.text) else None


def _find_cost(question: Question) -> Value | None:
    is_told = _SPENT.search(question.text) or any(
        not _BARE_SUM.sub("", leave_out_told(one)) for one in _CLAUSE.split(question.text) if find_told(one)
    )
    return find_sum(question, pick_cost) if is_told else None


_BEFORE_PLACE = re.compile(
    r"^(?:我|是|就|当时|花了?|一共|总共|摔|那天|在|于|去|到|送到?了?|住|的|了|[,，。、\s])+"
)
_AFTER_PLACE = re.compile(
    r"(?:住的?院?|出的?院?|摔|看病?|治疗?|做的?手术|抢救|一共|总共|共|花了?|费|的|了|吧|呢|[,，。、\s])+$"
)
_NO_PLACE = re.compile(
    r"刚才|不是|错了|不对|^损失|[说记写]少|[说记写]多|怎么|什么|为什么|干嘛|吗$|自己摔|没(?:有)?(?:别人|人|花|带|结)|医保|保险|先不|明天|记不|忘了|没事|就这样"
    r"|[先就](?:这样|这么|交|报|办|填|写)|(?:以?后|再|回头)(?:补|交|说)|材料|提交|[交报填办]吧|没(?:住院|有)|[给垫报赔]"
    r"|你|我(?!家|们|单位|[爸妈])|[他她](?!家|们)|看见|还有|因为|所以|然后|后来|大夫|医生"
)
_AT_FIRST = re.compile(r"^(?:就)?在[^，,。;；！!\s]{2,}(?=[，,。;；！!\s])")
_OF_PLACES = re.compile(r"[家区路街楼口地厂店站村镇县市院室间堂校铁桥场园里外上边旁]$|单位|公司|小区")
_LONGEST_PLACE, _LONGEST_BARE_PLACE, _LONGEST_BARE_NAME = 60, 24, 8
_ANY_PLACE = read_words(2, _LONGEST_PLACE)
_WHOSE_HOME = "是哪儿的房子？说到区和小区就行。"


def find_context(values: Values) -> tuple[str, ...]:
    """The programmes that a question in the middle of this form is about."""
    plans = PLANS_BY_KIND.get(values.get("kind", ""), ())
    return tuple(code for code in plans if code != "comprehensive" and not code.startswith("tailored_"))


def say_of_work(values: Values, words: str) -> str:
    """Whose it is first, where somebody was hurt at work or on the way there; the claim is filed all the same."""
    if values.get("kind") != "accident" or befell_child(words):
        return ""
    if _ON_WAY.search(words):
        return _OF_WAY
    return _OF_WORK if AT_WORK.search(words) else ""


def say_of_work_heard(values: Values, question: Question) -> str:
    """The same, where no words of its own say it, but the message was understood so: 搬货砸了脚."""
    told = question.entities.get("circumstance", ())
    if values.get("kind") != "accident" or question.named("relation") not in (None, "self"):
        return ""
    if "on_the_way" in told:
        return _OF_WAY
    return _OF_WORK if "at_work" in told and "off_work" not in told else ""


_OF_WAY = "上下班路上受的伤，算不算工伤由人社局定，打 12333 问；这里照样先登记。"
_OF_WORK = "干活时受的伤先让单位报工伤，不明白打 12333；这里照样先登记。"
_ON_WAY = re.compile(
    r"(?:上|下)班(?:的)?(?:路上|途中|道上)|(?:上|下)班[^，。]{0,4}路上|(?:去|来)上班[^，。]{0,6}(?:摔|撞)"
)


TASK = Task(
    NAME,
    "理赔登记",
    Subject.CLAIM,
    frozenset({"file_claim"}),
    (
        Field(
            "kind",
            "哪一类",
            Asked.KIND,
            "您要报的是哪一类？",
            _read_kind,
            _find_kind,
            lambda kind: KIND_NAMES[kind],
            tuple(OfferedChoice(name, name) for name in KIND_NAMES.values()),
            fix=_read_kind,
            options=lambda _values: KIND_NAMES,
            again="是生病住院，还是摔伤碰伤，还是家里跑水、着火？比如住过院就回“住院”，摔了就回“意外受伤”。",
            why="不同的事归不同的保障管，说清是哪一类才知道记到哪一项名下。",
        ),
        Field(
            "told",
            "经过",
            Asked.STORY,
            "是怎么回事？一两句话就行，比如“下楼踩空，脚踝骨折”。",
            read_story(300, _find_place),
            _find_told,
            say_sense,
            is_story=True,
            short="是怎么回事？一句话就行。",
            again="就是得了什么病、怎么伤的、家里哪儿坏了，用您自己的话说，比如“胆结石住院做手术”。",
            why="审核的同事先看这几句，才知道该看哪些材料。",
        ),
        Field(
            "date_of_loss",
            "日期",
            Asked.DAY,
            "是哪天的事？比如“上周五”“10月9号”。",
            read_past_day,
            _find_day,
            say_day,
            fix=find_past_day,
            near=month_around,
            called=("日子", "时间", "哪天", "几号"),
            short="是哪天的事？",
            again="说个日子就行：住过院的说住院那天，别的说出事那天，比如“上周五”“3月5号”；记不清先说几月。",
            why="要看那天您的保障是不是有效，按哪年的标准算。",
        ),
        Field(
            "place",
            "医院或地点",
            Asked.PLACE,
            "在哪家医院？不是看病的，就说在哪儿。",
            _read_place,
            _find_place,
            _say_place,
            ask_for=_ask_for_place,
            called=("医院", "地点", "地方"),
            short="在哪家医院？不是看病的，说在哪儿。",
            again="是在哪家医院看的？说个名字，比如“积水潭医院”；没去医院，就说在哪儿出的事，比如“单位门口”。",
            why="审核时要和病历、发票上的医院对一对。",
            may_be_open=True,
        ),
        Field(
            "amount",
            "花费",
            Asked.SUM,
            "一共花了多少钱？大概数就行；不清楚就说“不清楚”。",
            read_cost,
            _find_cost,
            say_sum,
            fix=fix(read_cost),
            find_by=_find_loss,
            called=("金额", "钱数", "花的钱", "多少钱", "费用", "损失", "花了多少"),
            short="一共花了多少钱？",
            again="看病一共的钱，或者东西坏了值多少，说个大概，比如“三千多”；没数就说“不清楚”。",
            why="只是让审核的同事心里有数，最后按发票算，说不准没关系。",
            may_be_open=True,
        ),
    ),
    remark=say_of_work,
)
