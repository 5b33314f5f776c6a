"""Measures how long one WeChat text takes, beside Rasa's own REST channel asked the same in the same run."""
