"""Which programmes are meant where none is named: by telling words, by the illness, by what happened."""

import re

from actions.question import Question

_BY_WORDS = (
    (re.compile(r"[Aa]类?(?:和|跟|与|、|还是)[Bb]"), ("comprehensive",)),
    (re.compile(r"(?:30|三十)[类种]"), ("relief_medical",)),
    (re.compile(r"(?:8|12|八|十二)种"), ("womens_specified_disease",)),
    (re.compile(r"社工|社会工作者"), ("tailored_social_worker",)),
    (re.compile(r"工地|项目部"), ("tailored_site_worker", "accident", "non_work_accident_property")),
    (re.compile(r"(?:自己|在家|手机|网上)(?:能|可以|就能)?(?:不能)?报(?!名)|不用跑"), ("app_claim",)),
    (re.compile(r"[报赔领]完.{0,6}(?:不够|还差|还是难|困难)"), ("further_assistance",)),
    (re.compile(r"急用钱|急等钱|等钱用|救急"), ("relief_fund",)),
    (re.compile(r"捐[款钱助]|捐一?点|基金会|管理办法"), ("relief_fund",)),
)
_BY_EVENT = {
    "hospital_stay": ("inpatient_medical", "hospital_cash", "secondary_reimbursement"),
    "outpatient_visit": ("secondary_reimbursement",),
    "pipe_burst": ("non_work_accident_property",),
    "fire": ("non_work_accident_property", "relief_fund"),
    "traffic_accident": ("accident", "non_work_accident_property"),
    "fall": ("accident", "non_work_accident_property"),
    "disaster": ("relief_fund",),
}
_BY_ILLNESS = (
    (
        re.compile(r"原位癌|乳腺|乳癌|宫颈|子宫|卵巢|输卵管|绒毛膜|葡萄胎|外阴|阴道"),
        ("womens_specified_disease", "critical_illness", "inpatient_medical", "secondary_reimbursement"),
    ),
    (re.compile(r"骨折|骨裂|扭伤|摔|烫|咬|断|崴|割"), ("accident", "non_work_accident_property")),
    (
        re.compile(r"癌|瘤|梗|白血病|尿毒症|移植|瘫|出血|肾衰|心脏|支架"),
        ("critical_illness", "inpatient_medical", "secondary_reimbursement"),
    ),
)


def find_likely(question: Question) -> tuple[str, ...]:
    """The programmes that may pay for what happened or for the illness named, several as a rule."""
    by_words = next((codes for words, codes in _BY_WORDS if words.search(question.text)), ())
    if by_words:
        return by_words
    by_event = _BY_EVENT.get(question.named("event") or "", ())
    illness = question.named("illness") or ""
    by_illness = next((codes for words, codes in _BY_ILLNESS if illness and words.search(illness)), ())
    return tuple(dict.fromkeys((*by_illness, *by_event)))
