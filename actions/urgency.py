"""Knows what cannot wait: danger or need of today, as people tell it. An ordinary application is none."""

import re

_MONEY_NOW = re.compile(
    r"(?<![不没])(?<!不着)(?:急|等)(?:着|需|等|要)?(?:用|要|交|缴)?钱(?!到|打|下来|退|的)|(?:等|求|急|没)[^，。？?]{0,4}救命钱|"
    r"(?:急|等)(?:着|等着)?(?:要)?(?:交|缴)(?:费|押金)|(?:急|等)着?做手术|"
    r"(?:没|沒|没有|拿不出|凑不(?:出|齐|够|上)|借不到)(?:那么多)?钱(?:了|交|缴|治|看病|吃|买药|手术)|"
    r"(?:钱|费|押金)[^，。？?]{0,4}(?:交不(?:上|起)|凑不|拿不出)|(?:交不(?:上|起)|凑不(?:齐|够|上)|拿不出)[^，。？?]{0,4}(?:钱|费|押金)|"
    r"断药|药(?:都|也|快|已经|就|要)*(?:断|停)了|催(?:着|我们|我|得)?(?:(?:交|缴)(?:费|钱|押金)|费(?!用))|欠(?:着)?费.{0,6}停|不(?:交|缴)(?:钱|费|押金|上)?[^，。？?]{0,3}(?:就)?停|"
    r"(?:实在)?(?:撑|扛|熬)不(?:住|下去)了"
)
_DUE = re.compile(
    r"(?:今天|今晚|明天|明早|现在|马上|立刻)[^，。？?！!]{0,10}(?:交|缴)[^，。？?！!]{0,6}(?:押金|手术费|住院费|抢救费)|"
    r"(?:押金|手术费|住院费|抢救费)[^，。？?！!]{0,8}(?:今天|今晚|明天|明早|现在|马上|立刻)"
)
_NO_SHELTER = re.compile(
    r"(?:没|没有|无)(?:个)?(?:地方|地儿|处|房子|家)(?:可)?(?:以)?(?:住|睡|去|待|回|落脚|安身)|无家可归|"
    r"(?:没法|不能|没办法)(?:住人|住)(?:了|啊|呀|，|。|$)|住不了人|流落街头|"
    r"睡(?:在)?(?:大街|马路|街上|桥洞|车里|楼道|走廊|地上)|(?:今晚|今夜|晚上)[^，。]{0,6}(?:住哪|睡哪|住在哪|睡在哪)|"
    r"(?:没|没有)(?:饭|东西|米|钱)吃|吃不上饭|揭不开锅|断(?:粮|炊)"
)
_GRAVE = re.compile(
    r"(?<![a-z])icu(?![a-z])|重症(?:监护)?(?:室|病房)?|抢救|病危|昏迷|呼吸机|大出血|生命垂危",
    re.IGNORECASE,
)
_FRESH = re.compile(
    r"今[天早晚儿夜]|昨|前天|刚(?:才|刚|刚刚)?|现在|这会儿|正在|正(?=[在抢])|还在|夜里|半夜|凌晨|这两天|呢"
)
_PLEA = re.compile(
    r"救救|求(?:求|你|您|帮)|帮帮|快(?:点)?(?:来|帮)|怎么(?:办|活)|咋办|一天[^，。]{0,4}[千万]|押金|等着|撑|急"
)
_DISASTER = re.compile(
    r"着火|失火|起火|火灾|大火|烧(?:没|光|毁|了|掉|坏|死|伤)|发大?水|洪水|暴雨|被淹|淹(?:了|没)|塌(?:了|方|下)|地震|泥石流|爆炸|煤气|燃气"
)
_CASE = re.compile(
    rf"(?:{_DISASTER.pattern})了?(?:的|那|这|的[那这])(?:个|笔|回|次|份|件|档子?事|事儿?|理赔|申请|救助|报销|案子)"
)
"""厨房着火那个: what happened names a case that is spoken of."""
_LONG_AGO = re.compile(
    r"去年|前年|上个?月|上上|前[几两些]个?月|[几两三四五六七八九十半\d]个?多?(?:月|年)(?:以)?前|半年|上(?:个)?(?:周|星期|礼拜)|"
    r"以前|之前|当年|那年|\d{4}年|(?:出院|好)了(?:以后)?|已经(?:出来|出院)|转出"
)
_ASKS = re.compile(
    r"能(?:不能)?(?:申请|报|赔|领|给|要|拿|得)|可(?:不可)?以(?:申请|报)|有没有|有(?:救助|补助)吗|[管赔报给]不[管赔报给]|算不算|怎么(?:申请|报|交)|多少|吗[?？]?$|什么条件"
)
_SUPPOSED = re.compile(r"^(?:要是|如果|假如|万一|假设)|(?:的话|的人)[^，。]{0,12}(?:吗|呢|能|怎么)")


_PLEADS = re.compile(r"一分(?:钱)?(?:都|也)?没|(?:救|应)(?:个|一下)?急(?!救)")


def needs_money_now(text: str) -> bool:
    """Whether money is begged for, and not only asked about."""
    return bool(_MONEY_NOW.search(text) or _PLEADS.search(text))


def presses_for_money(text: str) -> bool:
    """Whether money has to be paid today, or somebody's life is at stake, and no disaster is told of."""
    return tells_emergency(text) and not _DISASTER.search(text) and not _NO_SHELTER.search(text)


def tells_of_disaster_alone(text: str) -> bool:
    """Whether a fire or a flood is all that presses: nobody begs, no life is at stake, and there is a roof."""
    presses = (_MONEY_NOW, _NO_SHELTER, _DUE, _GRAVE, _PLEA)
    return not any(one.search(text) for one in presses)


def has_no_shelter(text: str) -> bool:
    """Whether there is no roof, or nothing to eat, now."""
    return bool(_NO_SHELTER.search(text))


def is_long_ago(text: str) -> bool:
    """Whether it is told of as over."""
    return bool(_LONG_AGO.search(text))


def asks_of_cover(text: str) -> bool:
    """Whether it is asked what is paid or who may have it, or what would be if."""
    return bool(_ASKS.search(text) or _SUPPOSED.search(text))


def names_a_case(text: str) -> bool:
    """Whether a disaster only names a case that is spoken of."""
    return bool(_CASE.search(text))


def tells_emergency(text: str) -> bool:
    """Whether the words tell of danger or need that is there now: fire or flood, a life at stake and no money, no roof."""
    words = text.strip()
    if _SUPPOSED.search(words):
        return False
    if _MONEY_NOW.search(words) or _NO_SHELTER.search(words):
        return True
    if _DUE.search(words) and not _ASKS.search(words):
        return True
    if _LONG_AGO.search(words):
        return False
    if _GRAVE.search(words):
        return bool(_PLEA.search(words)) or (bool(_FRESH.search(words)) and not _ASKS.search(words))
    words = _CASE.sub("", words)
    return bool(_DISASTER.search(words)) and (bool(_PLEA.search(words)) or not _ASKS.search(words))
