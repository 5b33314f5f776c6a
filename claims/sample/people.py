"""Invented unions and members: numbers that nobody has, names that nobody bears by chance."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from claims.sample.centre import SampleCentre
from vocabulary.districts import DISTRICTS
from vocabulary.identity_numbers import make_check_sign

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_TRADES = (
    "机械厂",
    "食品厂",
    "物业公司",
    "学校",
    "医院",
    "科技公司",
    "运输公司",
    "商场",
    "印刷厂",
    "建筑公司",
)
_TOWNSHIPS = "一二三四五六七八九十"
_BORN_FROM, _BIRTHDAYS = date(1966, 1, 3), 14_000
_SCATTER = 7_919
_AREA = "110000"
"""An area code that is given to nobody."""


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """A member as the centre's files have it."""

    id_number: str
    name: str
    union_code: str
    district: str
    phone: str
    card_number: str

    @property
    def is_woman(self) -> bool:
        """What the seventeenth digit says."""
        return int(self.id_number[16]) % 2 == 0


def make_unions(centre: SampleCentre) -> Iterator[tuple[str, str, str, str]]:
    """Code, name, district and township of each."""
    for place in range(centre.unions):
        district = _district_of(place)
        township = _TOWNSHIPS[place // len(DISTRICTS) % len(_TOWNSHIPS)]
        yield (
            _union_code(place),
            f"样例{_TRADES[place % len(_TRADES)]}{place + 1}工会",
            district,
            f"{district}样例{township}街道",
        )


def make_person(centre: SampleCentre, place: int, chance: Random) -> SamplePerson:
    """The member at a place, counted from 0; below seven million no number comes twice."""
    born = _BORN_FROM + timedelta(days=place * _SCATTER % _BIRTHDAYS)
    sequence = 2 * (place // _BIRTHDAYS) + chance.getrandbits(1)
    body = f"{_AREA}{born:%Y%m%d}{sequence:03d}"
    # Some unions are much larger than others.
    union = int(centre.unions * chance.random() ** 1.5)
    return SamplePerson(
        id_number=body + make_check_sign(body),
        name=chance.choice(_SURNAMES) + chance.choice(_STEMS) + chance.choice(_BRANCHES),
        union_code=_union_code(union),
        district=_district_of(union),
        phone=f"1380000{place % 10_000:04d}",
        card_number=f"6200{place:015d}",
    )


def _union_code(place: int) -> str:
    return f"SAMPLE-{place + 1:05d}"


def _district_of(union: int) -> str:
    return DISTRICTS[union % len(DISTRICTS)]
