"""The form of a relief file: every fault at once, each beside its own field and in that field's words."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from bot.errors import StaffRefusal
from bot.kernel.members.relief import ReliefCase

LABELS: Mapping[str, str] = {
    "act": "做哪一样",
    "amount": "批准的金额",
    "for_member": "告诉会员的话",
    "for_staff": "内部说明",
}
_READERS = {"for_member": "会员会读到", "for_staff": "只有同事看得见"}
_FIELD_OF = {"amount_missing": "amount", "amount_outside": "for_staff", "no_act": "act", "not_now": "act"}


def find_faults(case: ReliefCase, typed: Mapping[str, str]) -> dict[str, str]:
    """What has to be mended before it can be done, by field, in the order of the form."""
    act, faults = typed["act"], {}
    if act not in case.may:
        faults["act"] = "请选一样现在能办的。" if act else "请先选要做哪一样。"
    if act == "approved" and (words := _find_amount_fault(typed["amount"])):
        faults["amount"] = words
    wanted = next((field for name, field in case.reasons.items() if name == act), None)
    if wanted and (words := _find_shortness(case.shortest_reason, typed[wanted], _READERS[wanted])):
        faults[wanted] = words
    if act == "approved" and "amount" not in faults and _is_unexplained(case, typed):
        faults["for_staff"] = (
            f"金额不在公开的范围里（{case.range_words}）。确要这样批，请在这里写清理由，至少 {case.shortest_exception} 个字。"
        )
    return faults


def find_field(refusal: StaffRefusal) -> str:
    """The field that a refusal of the desk's is about; empty where it is about the whole."""
    return _FIELD_OF.get(refusal.reason, "")


def parse_amount(typed: str) -> Decimal | None:
    """Yuan with at most two decimals, commas allowed; None for nothing, raises StaffRefusal for anything else."""
    plain = typed.replace(",", "").replace("，", "").strip().removesuffix("元").strip()
    if not plain:
        return None
    try:
        amount = Decimal(plain)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or not 0 <= amount < 10_000_000 or amount != round(amount, 2):
        raise StaffRefusal("amount_form", "金额看不懂，请写数字，例如 8000 或 8000.50。", 422)
    return amount


def _find_amount_fault(typed: str) -> str:
    try:
        amount = parse_amount(typed)
    except StaffRefusal as refusal:
        return refusal.words
    return "" if amount else "请写救助金额，要大于 0。"


def _find_shortness(shortest: int, typed: str, who: str) -> str:
    missing = shortest - len(typed.strip())
    return f"请写明理由，至少 {shortest} 个字（{who}），还差 {missing} 个。" if missing > 0 else ""


def _is_unexplained(case: ReliefCase, typed: Mapping[str, str]) -> bool:
    amount, (least, most) = parse_amount(typed["amount"]), case.range
    is_within = amount is not None and least <= amount <= most
    return not is_within and len(typed["for_staff"].strip()) < case.shortest_exception
