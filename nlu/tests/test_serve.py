"""Rasa's own command line takes every token that we make."""

import argparse

import pytest
from rasa.cli import run

from nlu.serve import write_arguments


@pytest.mark.parametrize("token", ["abc", "-begins-with-a-dash", "--port"])
def test_a_token_may_begin_with_a_dash(token: str) -> None:
    parser = argparse.ArgumentParser()
    common = argparse.ArgumentParser(add_help=False)
    run.add_subparser(parser.add_subparsers(), [common])
    options = parser.parse_args(write_arguments(["--enable-api"], token))
    assert (options.jwt_secret, options.enable_api) == (token, True)
