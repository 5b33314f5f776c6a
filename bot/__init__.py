"""The application: WeChat and web chat in, answers and people out."""
