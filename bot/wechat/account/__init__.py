"""The calls to WeChat's servers for one account: token, connection, menu, and what its error numbers mean."""
