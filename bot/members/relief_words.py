"""What staff read of the fund's figures, and why the relief desk refuses an act."""

from collections.abc import Mapping

from claims.errors import ReliefRefusal
from claims.relief_desk import AMOUNTS, SHORTEST_EXCEPTION, SHORTEST_REASON
from claims.values import ReliefKind

(_, _MOST_MEDICAL), (_LEAST, _MOST) = AMOUNTS["medical"], AMOUNTS["disaster"]
DISASTER_RANGE = f"{_LEAST}—{_MOST}"
RANGES: Mapping[ReliefKind, str] = {
    "medical": f"大病医疗：最高 {_MOST_MEDICAL:,} 元",
    "disaster": f"灾害和意外：{_LEAST:,} 到 {_MOST:,} 元",
}
ACT_REFUSALS: Mapping[ReliefRefusal, str] = {
    "unknown_application": "没有这个编号的申请。",
    "changed": "别人刚动过这份申请，请看一眼新的情况再办，写的内容还在。",
    "not_now": "这一步现在不能这样办。",
    "no_reason": f"请写明理由，至少 {SHORTEST_REASON} 个字。",
    "not_checked": "还没有人核过，核的人和定的人要是两个人。",
    "same_person": "您核过这份申请，要由另一个人来定。",
    "same_level": "上一级是您同意的，这一级要由另一个人来核。",
    "amount_missing": "请写救助金额，要大于 0。",
    "amount_outside": (
        f"金额超出公开的范围（大病最高 {_MOST_MEDICAL} 元，灾害 {DISASTER_RANGE} 元），"
        f"请在内部说明里写清理由，至少 {SHORTEST_EXCEPTION} 个字。"
    ),
}
