"""Emergency relief as a form: what a told story says already is not asked again."""

import re

from actions.question import OfferedChoice, Question
from actions.talk import Value, Values
from actions.tasks.day_answers import find_past_days, month_around, read_past_days, say_day
from actions.tasks.fields import UNKNOWN, Field, Problem
from actions.tasks.readers import (
    find_entity,
    find_telephone_told,
    find_unit,
    read_one_of,
    read_telephone,
    read_unit,
)
from actions.tasks.sum_answers import (
    find_own,
    find_sum,
    fix,
    is_nothing_yet,
    read_cost,
    read_got,
    read_own,
    say_sum,
    settle,
)
from actions.tasks.sum_roles import find_got, find_told, pick_all, pick_own, promises
from actions.tasks.task import Task
from actions.tasks.telling import read_story, say_sense
from actions.tasks.whose import WHOSE, find_whose, read_whose
from vocabulary.aspects import Aspect
from vocabulary.districts import DISTRICTS
from vocabulary.expects import Asked, Subject

NAME = "relief"
OF_DISTRICT = "大兴"
_OF_MONEY_TO_COME = frozenset(
    {Aspect.WHEN, Aspect.STATE, Aspect.WHY_SLOW, Aspect.CARD, Aspect.MISSING, Aspect.HOW}
)
_OF_OTHERS = "津贴、捐款、单位给的，都如实写进“别处给的钱”最稳妥；算不算、怎么算，由评审委员会定。"
"""Whose fund it is."""
ELSEWHERE = "应急救助专项基金是大兴区的。您的单位在{district}，请问问本区工会有没有类似的救助；想让同事帮着问，回复“转人工”。"
_DISASTERS = {"fire", "pipe_burst", "traffic_accident", "disaster", "fall"}
_KINDS = {"medical": "大病医疗", "disaster": "突发事件、意外灾害"}
_DISTRICTS = {name: f"{name}区" for name in DISTRICTS}
_EVENTS = {
    "fire": "家里着火",
    "pipe_burst": "水管爆裂",
    "traffic_accident": "交通事故",
    "disaster": "遭了灾",
    "fall": "摔伤",
    "death": "家人去世",
    "hospital_stay": "生病住院",
    "outpatient_visit": "生病看门诊",
}
_ILL = re.compile(
    r"病|癌|手术|icu|住院|抢救|化疗|透析|治|瘤|梗|伤|出血|狼疮|中风|衰竭|昏迷|炎(?!热)", re.IGNORECASE
)
_NOT_COMPENSATED = re.compile(
    r"(?:没|未|一分|都没)[^，。]{0,6}(?:赔|补偿|报)|没人赔|没保险|一分(?:钱)?(?:也|都)?没|(?:都|也|谁|别处)没给|没(?:有)?别处"
)
_STRUCK = re.compile(r"[着失起]火|烧[了没光毁]|[房墙屋][^，。]{0,4}塌|进水|被?淹了?|漏水|车祸|地震|洪水|煤气")
_BEFALLEN = re.compile(
    r"透析|化疗|住院|手术|抢救|癌|瘤|梗|出血|骨折|[着失起]火|烧[了没光毁]|塌|被?淹|icu|瘫|残疾|卧床|病倒|下岗|失业|截肢",
    re.IGNORECASE,
)
"""What befell somebody, where the words are a wish for relief."""
_HAPPENED = re.compile(
    r"[送拉][进来去到]|住[进院]|查出|确诊|得的|开始|发的?[病现生]|犯的?病?|得了病|出的?事|[着塌淹撞摔烧]了?|去世|走的|的事|那天"
)
_PROMISED = re.compile(
    r"(?:没|未)(?:有)?(?:下来|到(?:账|手)?|批|给|拿到|收到|兑现|结|见着)|(?:说|答应|承诺)[^，。]{0,6}(?:赔|补|给|报|捐)[^，。了过]{0,3}$"
)
_TREATED = re.compile(
    r"(?:看病|治病|治疗|住院|手术|化疗|放疗|透析|医药费|医疗费|药费|ICU|icu|抢救)[^，。]{0,8}(?:花|费|用|共)|(?:花|费|用)[^，。]{0,10}(?:看病|治病|住院|手术|化疗)|(?:前前后后|里外里|里里外外|拢共|统共|一共|总共|合计|总费用|总的|总花费)"
)
_OF_LOSS = ("own", "lost", "all", "spent", "plain")
_OWN_POCKET = re.compile(
    r"自费|自付|自己(?:掏|花|出|垫|付)|花了|欠|押金|损失|垫|交(?:了|进去|上)|(?:烧|泡|砸|冲|毁|淹|摔|撞)(?:掉|了|毁|没|坏|烂|走)"
)


def _find_happened(question: Question) -> Value | None:
    """What happened, in the member's own words, where a message tells it."""
    is_told = question.named("event") in _EVENTS or question.named("illness") is not None
    told = is_told or ("apply_relief" in question.intents and _BEFALLEN.search(question.text))
    return question.text.strip()[:500] if told and len(question.text) >= 4 else None


def _find_kind(question: Question) -> Value | None:
    event = question.named("event")
    if event in _DISASTERS:
        return "disaster"
    if question.named("illness") or event in {"hospital_stay", "outpatient_visit"}:
        return "medical"
    if _STRUCK.search(question.text):
        return "disaster"
    return "medical" if "grave" in question.entities.get("circumstance", ()) else None


def _find_cost(question: Question) -> Value | None:
    """What the treatment cost in all, which is not what was paid by oneself."""
    is_ill = question.named("illness") or question.named("event") == "hospital_stay"
    is_told = is_ill or _TREATED.search(question.text) or _of_treatment(question)
    return find_sum(question, pick_all) if is_told else None


def _of_treatment(question: Question) -> bool:
    """Money spent of which others gave a part is what it cost."""
    roles = {one.role for one in find_told(settle(question.text))}
    return "got" in roles and "lost" not in roles


def _find_self_paid(question: Question) -> Value | None:
    roles = {one.role for one in find_told(settle(question.text))}
    if not roles & {"own", "got", "lost"} and _find_cost(question) is not None:
        return None
    is_own = roles & {"own", "lost"} or _OWN_POCKET.search(question.text)
    own = find_own(question) if is_own else None
    return 0 if own is None and is_nothing_yet(question.text) else own


def _find_loss(question: Question, values: Values) -> Value | None:
    """What a fire or a flood destroyed is no bill of a hospital: whatever sum is told of it is the loss."""
    if values.get("kind") != "disaster":
        return None
    return find_sum(question, lambda told: pick_own([one for one in told if one.role in _OF_LOSS], True))


def _is_of_treatment(values: Values) -> bool:
    return values.get("kind") != "disaster"


def _ask_for_own_part(values: Values) -> str | None:
    return f"看病一共 {say_sum(values['cost'])}，其中自己掏了多少？" if "cost" in values else None


def _find_compensation(question: Question) -> Value | None:
    got = find_sum(question, find_got)
    is_none = _NOT_COMPENSATED.search(question.text) or promises(question.text)
    return 0 if got is None and is_none else got


def _read_compensation(question: Question) -> Value | Problem | None:
    read = read_got(question)
    is_none = _NOT_COMPENSATED.search(question.text) or _only_promised(question)
    return 0 if read in (None, UNKNOWN) and is_none else read


def _only_promised(question: Question) -> bool:
    """Whether others only said that they would give something."""
    is_promise = any(one.role == "promised" for one in find_told(settle(question.text)))
    return is_promise or bool(_PROMISED.search(question.text))


def _read_kind(question: Question) -> Value | Problem | None:
    named = read_one_of({"medical": r"病|医疗|^1|第一", "disaster": r"灾|火|水|事故|意外|突发|^2|第二"})(
        question
    )
    return named or _find_kind(question) or ("medical" if _ILL.search(question.text) else None)


def _find_day(question: Question) -> Value | Problem | None:
    is_told = _find_kind(question) or question.named("event") or _HAPPENED.search(question.text)
    return find_past_days(question) if is_told else None


def say_of_others(question: Question) -> str:
    """Whether money that was told of counts as others': it is written down, and the committee reckons with it."""
    is_told = any(one.role == "got" for one in find_told(question.text))
    return "" if not is_told or _OF_MONEY_TO_COME.intersection(question.aspects) else _OF_OTHERS


def _say_unit(unit: Value) -> str:
    return "不清楚，先空着" if unit == UNKNOWN else str(unit)


def find_context(values: Values) -> tuple[str, ...]:
    """The programme that a question in the middle of this form is about."""
    kind = values.get("kind")
    return (f"relief_{kind}",) if kind else ("relief_fund",)


TASK = Task(
    NAME,
    "应急救助申请",
    Subject.RELIEF,
    frozenset({"apply_relief"}),
    (
        Field(
            "told",
            "发生了什么",
            Asked.STORY,
            "家里出了什么事？慢慢说，一两句话就行。",
            read_story(500),
            _find_happened,
            say_sense,
            is_story=True,
            short="家里出了什么事？",
            again="就用您自己的话说，比如“我爱人脑梗住院了”“家里着火了”。",
            why="几级工会都先看这几句，才知道该怎么帮。",
        ),
        Field(
            "kind",
            "哪一类",
            Asked.KIND,
            "这是生病花钱，还是遭了灾、出了意外事故？",
            _read_kind,
            _find_kind,
            lambda kind: _KINDS[kind],
            (OfferedChoice("生病花钱", "生病花钱"), OfferedChoice("遭灾或意外", "遭灾或意外")),
            fix=_read_kind,
            options=lambda _values: _KINDS,
            short="是生病花钱，还是遭灾、出意外？",
            again="因为看病花钱，回“生病花钱”；着火、发水、车祸这些，回“遭灾或意外”。",
            why="这两样申请时看的材料不一样。",
        ),
        Field(
            "whose",
            "谁的事",
            Asked.WHOSE,
            "是您本人，还是家里哪位？",
            read_whose,
            find_whose,
            lambda whose: WHOSE[whose],
            (
                OfferedChoice("我本人", "我本人"),
                OfferedChoice("配偶", "配偶"),
                OfferedChoice("孩子", "孩子"),
                OfferedChoice("父母", "父母"),
            ),
            options=lambda _values: WHOSE,
            short="是您本人，还是家里哪位？",
            again="这件事出在谁身上？比如“我本人”“我爱人”“我妈”；全家都受了，就说“全家”。",
            why="会员本人和家里人的事，申请时要写清楚。",
        ),
        Field(
            "happened_on",
            "什么时候",
            Asked.DAY,
            "是哪天的事？比如“上周五”“10月9号”；记不清就说几月。",
            read_past_days,
            _find_day,
            say_day,
            fix=read_past_days,
            near=month_around,
            called=("日期", "日子", "时间", "哪天", "几号"),
            short="是什么时候的事？",
            again="不用很准，说哪天、哪个月都行，比如“前天”“7月份”“今年年初”。",
            why="要对得上医院或者物业、消防开的单子上的日子。",
        ),
        Field(
            "cost",
            "看病一共",
            Asked.SUM,
            "看病一共花了多少？",
            read_cost,
            _find_cost,
            say_sum,
            fix=fix(read_cost),
            called=("总共", "一共", "总费用", "总花费"),
            may_be_open=True,
            only_told=True,
            needed=_is_of_treatment,
        ),
        Field(
            "self_paid",
            "自己掏的或损失",
            Asked.SUM,
            "到现在自己掏了多少钱，或者损失大概多少？说个大概就行，比如“三万多”。",
            read_own,
            _find_self_paid,
            say_sum,
            find_by=_find_loss,
            fix=fix(read_own),
            ask_for=_ask_for_own_part,
            called=("自付", "自费", "自己掏", "自己花", "自己出", "损失"),
            short="到现在自己掏了多少，或者损失多少？",
            again="从自己口袋里已经出去的钱，说个大概，比如“三万多”；还没花就说“还没花”，说不准就说“不清楚”。",
            why="评审时要看这件事给家里添了多大负担，大概数就行。",
            may_be_open=True,
        ),
        Field(
            "compensation",
            "别处给的钱",
            Asked.SUM,
            "医保、保险、责任方或别处一共给了多少？没有就说“没有”。",
            _read_compensation,
            _find_compensation,
            lambda amount: "没有" if amount == 0 else say_sum(amount),
            fix=fix(read_got),
            of="got",
            called=("补偿", "赔偿", "报销", "捐款"),
            short="别处一共给了多少？没有就说“没有”。",
            again="医保报的、保险赔的、单位或好心人捐的，已经到手的加起来多少？答应了还没给的不算，比如“医保报了两万”。",
            why="要看别处已经帮了多少；答应了没到手的不算。",
            may_be_open=True,
        ),
        Field(
            "unit",
            "单位",
            Asked.UNIT,
            "您在哪个单位？写单位名称。",
            read_unit,
            find_unit,
            _say_unit,
            told_wins=True,
            short="您在哪个单位？",
            again="就是给您发工资、您在那儿入工会的地方，比如“第五幼儿园”“清洁队”。",
            why="申请的第一步是单位工会核实，得知道交到哪家。",
            may_be_open=True,
        ),
        Field(
            "district",
            "单位所在区",
            Asked.DISTRICT,
            "单位在哪个区？",
            find_entity("district"),
            find_entity("district"),
            lambda district: district if district.endswith("区") else f"{district}区",
            (OfferedChoice("大兴区", "大兴区"),),
            options=lambda _values: _DISTRICTS,
            short="单位在哪个区？",
            again="单位上班的地方在北京哪个区？比如“大兴”。",
            why="这项救助是按单位所在的区管的。",
        ),
        Field(
            "phone",
            "联系电话",
            Asked.TELEPHONE,
            "留一个能打通的手机号，座机也行。",
            read_telephone,
            find_telephone_told,
            called=("电话", "手机", "号码"),
            say=lambda phone: "没留，在这个对话里联系" if phone == UNKNOWN else str(phone),
            may_be_open=True,
            short="留个能打通的手机号，座机也行。",
            again="写一个同事找得到您的号码，11 位手机号就行，家里人的也行。",
            why="核实的同事有不清楚的要打给您，只用来办这件事。",
        ),
    ),
)
