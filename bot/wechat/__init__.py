"""Translates between WeChat's bytes and our values, and makes the calls to its servers."""
