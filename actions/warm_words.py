"""One warm sentence that names what happened, before the first question of a form and when it is put aside."""

from collections.abc import Mapping

from actions.question import Question
from actions.talk import Draft

_BY_EVENT: Mapping[str, str] = {
    "fire": "家里着火这么大的事，够您受的。",
    "pipe_burst": "家里泡成这样，够您收拾的。",
    "disaster": "遇上这样的灾，谁心里都不好受。",
    "traffic_accident": "出了车祸，人要紧，先好好治。",
    "fall": "伤着了，先好好养着。",
    "hospital_stay": "住院看病不容易，先顾好身体。",
}
_OF_ILLNESS = "{illness}这病折腾人，您和家里人都受累了。"
_OF_CHILD = "孩子受罪，您也跟着着急。"
_INJURIES = (
    "骨折",
    "骨裂",
    "伤",
    "断",
    "咬",
    "崴",
    "割",
    "截肢",
    "脱臼",
    "撕裂",
    "震荡",
    "韧带",
    "半月板",
    "错位",
    "淤血",
    "缝",
)
_ASIDE: Mapping[str, str] = {"medical": "先顾好身体，不急。", "disaster": "先把人安顿好，不急。"}
_HURT_ASIDE = "先把伤养好，不急。"


def feel_with(question: Question) -> str:
    """What befell them, in one kind sentence; nothing where nothing is told, or where it was told and met before."""
    event, illness = question.named("event") or "", question.named("illness") or ""
    if "child" in question.entities.get("relation", ()) and (event or illness):
        return _OF_CHILD
    if illness and not names_injury(question):
        return _OF_ILLNESS.format(illness=illness)
    return _BY_EVENT.get(event, _BY_EVENT["fall"] if illness else "")


def names_injury(question: Question) -> bool:
    """Whether an illness that is named is an injury."""
    return any(map(is_injury, question.entities.get("illness", ())))


def is_injury(illness: str) -> bool:
    """骨折 and the like, which come of an accident."""
    return any(sign in illness for sign in _INJURIES)


def wish_well(draft: Draft) -> str:
    """Said to somebody who leaves a form for later."""
    kind = draft.values.get("kind", "")
    return _HURT_ASIDE if kind == "accident" else _ASIDE.get(kind, "")
