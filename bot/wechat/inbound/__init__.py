"""Reads WeChat's pushes: signature, envelope, XML, and the typed messages and events in them."""
