"""What staff, and members in notices, read for the states of claims and the steps of relief."""

from collections.abc import Mapping

from claims.states import ClaimState, ReliefStep
from claims.values import ReliefKind

CLAIM_STATES: Mapping[ClaimState, str] = {
    ClaimState.REGISTERED: "已登记",
    ClaimState.DOCUMENTS_REQUESTED: "等补材料",
    ClaimState.FIRST_REVIEW: "初审中",
    ClaimState.SECOND_REVIEW: "复审中",
    ClaimState.APPROVED: "已通过，待打款",
    ClaimState.DENIED: "未通过",
    ClaimState.PAID: "已打款",
    ClaimState.PAYMENT_RETURNED: "打款被退回",
    ClaimState.CLOSED: "已结案",
}
RELIEF_STEPS: Mapping[ReliefStep, str] = {
    ReliefStep.SUBMITTED: "已提交",
    ReliefStep.UNIT_REVIEW: "单位工会核实中",
    ReliefStep.TOWNSHIP_REVIEW: "镇街工会审核中",
    ReliefStep.COMMITTEE_REVIEW: "评审委员会审议中",
    ReliefStep.APPROVED: "已批准",
    ReliefStep.DENIED: "未批准",
    ReliefStep.PAID: "已发放",
}
RELIEF_KINDS: Mapping[ReliefKind, str] = {"medical": "大病医疗", "disaster": "突发灾害"}
