"""Names as people type and paste them, brought to one spelling so that they can be compared."""

import re
import unicodedata

from vocabulary.signs import fold

DOT = "·"
_DOTS = "·・･•‧∙⋅˙ㆍᆞ●⚫⬤∘◦᛫⸱⸳ᐧꞏ。｡．﹒.｀`"
_DASHES = "-‐‑‒–—―−－﹣"
# What Unicode calls the same sign though it does not decompose: radicals, printed into a name from a font's table.
_RADICALS = (
    "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺"
    "⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳"
)
_SIGNS = (
    "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀"
    "聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)
# Of the signs that GBK had before Unicode, those whose place no codec gives even now.
_LATE_GBK = {
    0xE816: 0x20087,
    0xE817: 0x20089,
    0xE818: 0x200CC,
    0xE81E: 0x9FB4,
    0xE826: 0x9FB5,
    0xE82B: 0x9FB6,
    0xE82C: 0x9FB7,
    0xE831: 0x215D7,
    0xE832: 0x9FB8,
    0xE83B: 0x2298F,
    0xE843: 0x9FB9,
    0xE854: 0x9FBA,
    0xE855: 0x241FE,
    0xE864: 0x9FBB,
}


def _find_private() -> dict[int, int]:
    """The private places that old systems keep GBK's FE50 to FEA0 at, U+E863 for 䶮, each with its own sign."""
    trails = (trail for trail in range(0x50, 0xA1) if trail != 0x7F)
    codes = {
        0xE815 + place: ord(bytes([0xFE, trail]).decode("gb18030")) for place, trail in enumerate(trails)
    }
    return codes | _LATE_GBK


_ONE_DOT = str.maketrans(dict.fromkeys(_DOTS + _DASHES, DOT))
_ONE_SIGN = _find_private() | {ord(radical): sign for radical, sign in zip(_RADICALS, _SIGNS, strict=True)}
_JOINS = re.compile(rf"[{DOT}'’‘ʼ]")


def normalise_name(typed: str) -> str:
    """A name without blanks and unseen signs, each sign the usual one, and with one kind of middle dot."""
    # Some dots would come apart into others, so they are made one first.
    plain = fold(typed.translate(_ONE_DOT)).translate(_ONE_SIGN)
    return unicodedata.normalize("NFC", "".join(plain.split())).translate(_ONE_DOT).strip(DOT)


def is_same_name(one: str, other: str) -> bool:
    """Whether two names are one, however they are typed: dots, their absence and capitals tell nobody apart."""
    return name_key(one) == name_key(other)


def name_key(name: str) -> str:
    """What two spellings of one name have alike; never stored, so it may be made anew."""
    return _JOINS.sub("", normalise_name(name)).casefold()
