"""Measures how long one WeChat text takes, beside Rasa's channel asked the same in the same run."""
