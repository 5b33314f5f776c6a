"""Rasa's own command line takes every token that we make."""

import argparse
import os

import pytest
from rasa.cli import run

from nlu.serve import keep_to_one_thread, write_arguments


@pytest.mark.parametrize("token", ["abc", "-begins-with-a-dash", "--port"])
def test_a_token_may_begin_with_a_dash(token: str) -> None:
    parser = argparse.ArgumentParser()
    common = argparse.ArgumentParser(add_help=False)
    run.add_subparser(parser.add_subparsers(), [common])
    options = parser.parse_args(write_arguments(["--enable-api"], token))
    assert (options.jwt_secret, options.enable_api) == (token, True)


def test_a_message_is_read_on_one_thread_unless_somebody_asks_for_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "environ", {"OMP_NUM_THREADS": "3"})
    keep_to_one_thread()
    assert os.environ == {"OMP_NUM_THREADS": "3", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
