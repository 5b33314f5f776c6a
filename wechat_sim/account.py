"""The account and the follower that the stand-in plays."""

from dataclasses import dataclass, field

# Made up; nothing outside of this machine knows them.
LOCAL_TOKEN = "localwechattoken"
LOCAL_AES_KEY = "LocalWeChatAesKeyForTheStandInOnly000000000"
LOCAL_APP_ID = "wx00000000000local"
LOCAL_SECRET = "local-wechat-secret"
LOCAL_ACCOUNT = "gh_local000000"
LOCAL_OPENID = "oLocalFollower00000000000001"


@dataclass(frozen=True)
class Account:
    """What WeChat's console and the bot's settings must agree on; `plain` is the console's plain mode."""

    token: str = field(default=LOCAL_TOKEN, repr=False)
    aes_key: str = field(default=LOCAL_AES_KEY, repr=False)
    app_id: str = LOCAL_APP_ID
    secret: str = field(default=LOCAL_SECRET, repr=False)
    account_id: str = LOCAL_ACCOUNT
    plain: bool = False
