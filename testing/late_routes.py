"""Lets the hundreds of applications that one run of the tests builds work out only those routes that are asked for."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from starlette.routing import compile_path

from bot.web import routing

_compile_path = cache(compile_path)


class LateRoute(routing.TextRoute):
    """Knows its path at once and the rest at its first use, which is most of what a page test would cost."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        self.path, self.endpoint = path, endpoint
        self.path_regex, self.path_format, self.param_convertors = _compile_path(path)
        self.methods = {method.upper() for method in options["methods"] or ["GET"]}
        vars(self)["work_out"] = partial(super().__init__, path, endpoint, **options)

    def __getattr__(self, name: str) -> Any:
        """Called for what is not known yet."""
        work_out = vars(self).pop("work_out", None)
        if work_out is None:
            raise AttributeError(name)
        work_out()
        return getattr(self, name)


def build_routes_late() -> None:
    """From now on, every router of ours takes such routes."""
    vars(routing)["TextRoute"] = LateRoute
