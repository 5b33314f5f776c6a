"""The OpenAPI document of a core system, made from the messages: `python -m claims.source.core.document` writes it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from claims.source.core import messages

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "core-api.yaml"
_READ: Literal["validation"] = "validation"
_REF = "#/components/schemas/{model}"
_ANSWERS: Mapping[str, tuple[str, type[BaseModel], str]] = {
    "/members/{ref}": ("profile", messages.ProfileAnswer, "Who the member is, numbers masked."),
    "/members/{ref}/enrolments": (
        "enrolments",
        messages.EnrolmentsAnswer,
        "Every term of cover: past, present and to come.",
    ),
    "/members/{ref}/claims": (
        "claims",
        messages.ClaimsAnswer,
        "Every claim with its steps, documents and payments.",
    ),
    "/members/{ref}/relief-applications": (
        "relief",
        messages.ReliefAnswer,
        "Every application to a relief fund with its reviews.",
    ),
}
_ACTS: Mapping[str, tuple[str, type[BaseModel], type[BaseModel], str]] = {
    "/members/find": (
        "find",
        messages.FindQuestion,
        messages.FoundAnswer,
        "The one member whom name, identity number and the card's last four digits all fit.",
    ),
    "/members/{ref}/prove": (
        "prove",
        messages.ProveQuestion,
        messages.ProvedAnswer,
        "Whether somebody knows the identity number and the whole card or phone number.",
    ),
    "/members/{ref}/reveal": (
        "reveal",
        messages.RevealQuestion,
        messages.RevealedAnswer,
        "One detail in clear, for staff who wrote down a reason.",
    ),
}


def build_document() -> dict[str, Any]:
    """The document as plain values."""
    used: list[type[BaseModel]] = [messages.StatusAnswer, messages.RefusalAnswer]
    used += [model for _name, model, _says in _ANSWERS.values()]
    used += [model for _name, *pair, _says in _ACTS.values() for model in pair]
    _, schemas = models_json_schema([(one, _READ) for one in used], ref_template=_REF)
    paths: dict[str, Any] = {
        "/status": {"get": _write_act("status", "Whether the core answers.", messages.StatusAnswer)}
    }
    for path, (name, answer, says) in _ANSWERS.items():
        paths[path] = {"get": _write_act(name, says, answer, has_ref=True)}
    for path, (name, asked, answer, says) in _ACTS.items():
        act = _write_act(name, says, answer, has_ref="{ref}" in path)
        paths[path] = {"post": act | {"requestBody": {"required": True, "content": _write_content(asked)}}}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "What Huzhu asks of a centre's core system",
            "version": "1",
            "description": "See core-api.md. Made from claims/source/core/messages.py.",
        },
        "servers": [{"url": "https://core.example.org/v1", "description": "CLAIMS_SOURCE_URL"}],
        "security": [{"key": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "key": {"type": "http", "scheme": "bearer", "description": "CLAIMS_SOURCE_KEY"}
            },
            "schemas": schemas["$defs"],
        },
    }


def _write_act(name: str, says: str, answer: type[BaseModel], *, has_ref: bool = False) -> dict[str, Any]:
    answers: dict[str, Any] = {
        "200": {"description": "The whole answer.", "content": _write_content(answer)},
        "401": {"description": "The key is wrong."},
    }
    act: dict[str, Any] = {"operationId": name, "summary": says}
    if has_ref:
        schema = {"type": "string", "pattern": "^[A-Za-z0-9._-]{1,64}$"}
        act["parameters"] = [{"name": "ref", "in": "path", "required": True, "schema": schema}]
        answers["404"] = {
            "description": "No such member (any more): `unknown_member`.",
            "content": _write_content(messages.RefusalAnswer),
        }
    return act | {"responses": answers}


def _write_content(model: type[BaseModel]) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": _REF.format(model=model.__name__)}}}


if __name__ == "__main__":
    written = yaml.safe_dump(build_document(), sort_keys=False, allow_unicode=True, width=110)
    DOCUMENT.write_text(written, encoding="utf-8")
