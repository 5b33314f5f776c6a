"""The WeChat account of the tests; the stand-in for WeChat plays it."""

from wechat_sim.account import LOCAL_ACCOUNT, LOCAL_AES_KEY, LOCAL_APP_ID, LOCAL_SECRET, LOCAL_TOKEN, Account

ACCOUNT = Account()
ACCOUNT_SETTINGS = {
    "WECHAT_TOKEN": LOCAL_TOKEN,
    "WECHAT_APP_ID": LOCAL_APP_ID,
    "WECHAT_APP_SECRET": LOCAL_SECRET,
    "WECHAT_ENCODING_AES_KEY": LOCAL_AES_KEY,
}
__all__ = ["ACCOUNT", "ACCOUNT_SETTINGS", "LOCAL_ACCOUNT"]
