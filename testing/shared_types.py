"""Lets the hundreds of applications that one run of the tests builds share what FastAPI works out of their routes."""

from collections.abc import Callable, Hashable
from inspect import Signature
from typing import Any

from fastapi import routing
from fastapi.dependencies import utils

_analyse, _find_body, _read = utils.analyze_param, utils._get_body_field, utils._get_signature
_signatures: dict[Callable[..., Any], Signature] = {}
_kept: dict[Hashable, tuple[object, Any]] = {}


def share_route_types() -> None:
    """Works out each parameter of each endpoint once; doing so anew for every test was half of what a page test cost."""
    vars(utils)["analyze_param"] = _analyse_once
    vars(utils)["_get_signature"] = _read_once
    vars(routing)["_get_body_field"] = _find_body_once


def _read_once(call: Callable[..., Any]) -> Signature:
    method = getattr(call, "__func__", None)
    if method is None:  # What is made anew for each application may ask for something else each time.
        return _read(call)
    if method not in _signatures:
        _signatures[method] = _read(call)
    return _signatures[method]


def _analyse_once(*, param_name: str, annotation: Any, value: Any, path_param_names: set[str]) -> Any:
    key = param_name, id(annotation), id(value), param_name in path_param_names
    if key not in _kept:
        details = _analyse(
            param_name=param_name, annotation=annotation, value=value, path_param_names=path_param_names
        )
        if details.depends is not None:  # What stands before an endpoint is an object of its own each time.
            return details
        _kept[key] = (annotation, value), details
    return _kept[key][1]


def _find_body_once(*, body_params: list[Any], name: str, embed_body_fields: bool) -> Any:
    key = name, embed_body_fields, *map(id, body_params)
    if key not in _kept:
        found = _find_body(body_params=body_params, name=name, embed_body_fields=embed_body_fields)
        _kept[key] = body_params, found
    return _kept[key][1]
