"""The kinds of paper, and those that a claim of each kind begins with; the desk may ask for more."""

from collections.abc import Mapping

from claims.values import ClaimKind

PAPERS: Mapping[str, str] = {
    "identity_card": "身份证",
    "member_card": "京卡（会员卡）",
    "diagnosis_certificate": "诊断证明",
    "discharge_summary": "出院小结",
    "inpatient_receipt": "住院收费票据",
    "inpatient_statement": "住院费用清单",
    "outpatient_receipt": "门诊收费票据",
    "pathology_report": "病理报告",
    "accident_proof": "单位事故证明",
    "third_party_proof": "物业或居委会证明",
    "damage_photos": "受损照片",
    "fire_report": "火灾事故认定书",
    "home_title": "房屋证明",
}
"""Kind → what members call it."""

_OWN = ("identity_card", "member_card")
# The source names papers only for the settlement above the ceiling and the proof of a burst pipe; the others are
# what any claim of that kind rests on, and members are told that the desk decides.
_FIRST: Mapping[str, tuple[str, ...]] = {
    "hospital_stay": (
        "diagnosis_certificate",
        "discharge_summary",
        "inpatient_receipt",
        "inpatient_statement",
    ),
    "critical_illness": ("diagnosis_certificate", "pathology_report", "discharge_summary"),
    "specified_disease": ("diagnosis_certificate", "pathology_report", "discharge_summary"),
    "accident": ("diagnosis_certificate", "outpatient_receipt", "accident_proof"),
    "pipe_burst": ("third_party_proof", "damage_photos", "home_title"),
    "fire": ("fire_report", "damage_photos", "home_title"),
    "above_ceiling": ("outpatient_receipt", "inpatient_statement"),
}


def find_first_papers(kind: ClaimKind) -> tuple[str, ...]:
    """The kinds of paper that a claim begins with; none for what is settled without the member."""
    return (*_OWN, *_FIRST[kind]) if kind in _FIRST else ()
