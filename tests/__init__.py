"""Behaviour through stable doors: what a member, WeChat and the databases would see."""
