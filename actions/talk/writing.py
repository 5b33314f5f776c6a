"""Writes a conversation's memory as JSON and reads it back; what cannot be read is begun anew, and never stops an answer."""

import json
from collections.abc import Mapping
from typing import Annotated, Any

import structlog
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from actions.talk.drafts import Draft, read_draft
from actions.talk.value import AskedNow, Offer, Remark, Talk, Telling, Topic, Unanswered

VERSION = 4
MOST_BYTES = 8192
_LONGEST_TELLING = 500

log = structlog.get_logger(__name__)


class _Written(BaseModel):
    """The JSON's shape; it is read whole or not at all."""

    model_config = ConfigDict(extra="forbid")

    version: int
    expects: dict[str, str]
    topics: tuple[Topic, ...]
    offered: Offer | None
    asked: AskedNow | None
    task: dict[str, Any] | None
    told: Telling | None
    unclear: Annotated[int, Field(ge=0)]
    said: tuple[str, ...] = ()
    unanswered: Unanswered | None
    remarks: tuple[Remark, ...] = ()
    is_clerk: bool = False
    left: str = ""


_JSON: TypeAdapter[Talk] = TypeAdapter(Talk)


def write_talk(talk: Talk, expects: Mapping[str, str]) -> str:
    """The memory as JSON, with what understanding is to expect; of a memory that grew too large only the form stays."""
    written = _write(talk, expects)
    if len(written.encode()) > MOST_BYTES:
        written = _write(
            Talk(topics=talk.topics[:1], asked=talk.asked, task=talk.task, is_clerk=talk.is_clerk), expects
        )
    return written if len(written.encode()) <= MOST_BYTES else _write(Talk(), {})


def read_talk(written: object) -> Talk:
    """The memory; a fresh one where there is none, or where it is damaged, too large or of another version."""
    if not written:
        return Talk()
    try:
        if not isinstance(written, str) or len(written.encode()) > MOST_BYTES:
            raise ValueError("too large")
        kept = _Written.model_validate_json(written)
        if kept.version != VERSION:
            raise ValueError("another version")
        task = read_draft(kept.task) if kept.task else None
    except (ValueError, KeyError, TypeError, ValidationError) as fault:
        log.warning(
            "talk_begun_anew",
            code="unreadable_talk",
            fault=type(fault).__name__,
            advice="The member was answered without what was said before. After an update this is to be expected once.",
        )
        return Talk()
    return Talk(
        kept.topics,
        kept.offered,
        kept.asked,
        task,
        kept.told,
        kept.unclear,
        kept.said,
        kept.unanswered,
        kept.remarks,
        kept.is_clerk,
        kept.left,
    )


def shorten_telling(text: str) -> str:
    """As much of a story as is remembered."""
    return text[:_LONGEST_TELLING]


def _write(talk: Talk, expects: Mapping[str, str]) -> str:
    parts = _JSON.dump_python(talk, mode="json")
    task: Draft | None = talk.task
    whole = {"version": VERSION, "expects": dict(expects), **parts, "task": task.as_json() if task else None}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
