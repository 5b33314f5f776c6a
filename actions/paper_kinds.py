"""What members call the kinds of paper, and what each of them is in one plain sentence."""

from collections.abc import Iterable, Mapping

from claims.reference.papers import PAPERS

SPOKEN: Mapping[str, tuple[str, ...]] = {
    "identity_card": ("身份证",),
    "member_card": ("京卡", "会员卡"),
    "diagnosis_certificate": ("诊断",),
    "discharge_summary": ("小结", "出院证明"),
    "inpatient_receipt": ("发票", "收据", "票据"),
    "inpatient_statement": ("清单", "明细"),
    "outpatient_receipt": ("发票", "收据", "票据", "小票"),
    "pathology_report": ("病理",),
    "accident_proof": ("单位证明", "事故证明"),
    "third_party_proof": ("物业", "居委会"),
    "damage_photos": ("照片",),
    "fire_report": ("火灾", "认定书"),
    "home_title": ("房本", "房产证", "房屋证明"),
}
"""What members call them besides their names."""
_MEANINGS: Mapping[str, str] = {
    "diagnosis_certificate": "诊断证明是大夫开的单子，写着得的什么病，要盖医院的章，找看病的医院开",
    "discharge_summary": "出院小结是出院时医院给的，写着为什么住院、怎么治的；找不着了，问住院的医院病案室",
    "inpatient_receipt": "住院收费票据就是出院结账时医院给的票据，写着一共收了多少",
    "inpatient_statement": "住院费用清单是住院花的每一项的明细，找住院的医院打",
    "outpatient_receipt": "门诊收费票据就是看门诊交费时医院给的票据",
    "pathology_report": "病理报告是医院把手术或穿刺取下来的一点组织化验以后出的单子，上面写着到底是什么病，找做手术或穿刺的医院要",
    "accident_proof": "单位事故证明是单位写的，说清什么时候、在哪儿、怎么受的伤，盖单位的章；固定的样子我这里没有，问单位工会的经办人要",
    "third_party_proof": "物业或居委会证明是物业或居委会写的，说清哪天、哪儿漏的水、坏了什么，盖他们的章",
    "damage_photos": "受损照片就是家里坏了的地方拍的照片",
    "fire_report": "火灾事故认定书是消防来看过以后出的，写着哪天、因为什么着的火",
    "home_title": "房屋证明是说明房子是谁的，比如房产证",
}


def names_paper(kind: str, label: str, text: str) -> bool:
    """Whether the words name this paper, by its label or as one says it."""
    return _find(kind, label, text) is not None


def find_named(text: str, kinds: Iterable[str] = PAPERS) -> list[str]:
    """The kinds of paper that the words name, in the order of the words."""
    places = {kind: _find(kind, PAPERS[kind], text) for kind in kinds if kind in PAPERS}
    found = [(place, kind) for kind, place in places.items() if place is not None]
    return [kind for _, kind in sorted(found)]


def _find(kind: str, label: str, text: str) -> int | None:
    """Where the words name it first."""
    places = [text.find(word) for word in (label, *SPOKEN.get(kind, ()))]
    return min((place for place in places if place >= 0), default=None)


def say_meaning(kind: str) -> str:
    """What it is, and where one gets it; empty where it speaks for itself."""
    return _MEANINGS.get(kind, "")
