"""Every message and event that WeChat documents: its XML, and the value it is to become."""

from dataclasses import dataclass
from decimal import Decimal

from bot.wechat.inbound.event_values import (
    CodeScanned,
    CopyrightCheck,
    DeskClosed,
    DeskOpened,
    DeskSwitched,
    EventContent,
    Followed,
    MassReport,
    MenuClicked,
    NoticeChoice,
    NoticeReport,
    NoticesAnswered,
    NoticesChanged,
    NoticesSent,
    OtherEvent,
    PageOpened,
    PhotosChosen,
    PlaceChosen,
    Positioned,
    PrivacyChanged,
    Scanned,
    TemplateReport,
    Unfollowed,
)
from bot.wechat.inbound.message_values import (
    Location,
    MessageContent,
    OtherMessage,
    Picture,
    Text,
    Video,
    Voice,
    WebLink,
)

OPENID, ACCOUNT = "oABCDEFGHIJKLMNOPQRSTUVWXYZ1", "gh_0123456789ab"
MESSAGE_ID = "23456789012345678"


@dataclass(frozen=True)
class Row:
    """`type` is the MsgType or Event as WeChat spells it; `inside` are the nodes that only it has."""

    type: str
    inside: str
    content: MessageContent | EventContent

    @property
    def is_event(self) -> bool:
        """Which of the two tables it stands in."""
        return isinstance(self.content, EventContent)

    @property
    def xml(self) -> str:
        """The whole push."""
        kind = f"{cdata('MsgType', 'event')}{cdata('Event', self.type)}" if self.is_event else ""
        kind = kind or f"{cdata('MsgType', self.type)}<MsgId>{MESSAGE_ID}</MsgId>"
        return write_xml(f"{kind}{self.inside}")


def write_xml(inside: str) -> str:
    """The nodes with what every push has."""
    head = f"{cdata('ToUserName', ACCOUNT)}{cdata('FromUserName', OPENID)}<CreateTime>1700000000</CreateTime>"
    return f"<xml>{head}{inside}</xml>"


def cdata(name: str, text: str) -> str:
    """One node as WeChat writes texts."""
    return f"<{name}><![CDATA[{text}]]></{name}>"


def key(text: str) -> str:
    """The EventKey."""
    return cdata("EventKey", text)


def _photos(count: int, *checksums: str) -> str:
    items = "".join(f"<item>{cdata('PicMd5Sum', checksum)}</item>" for checksum in checksums)
    return f"{key('photos')}<SendPicsInfo><Count>{count}</Count><PicList>{items}</PicList>\n</SendPicsInfo>\n"


def _scan(scanned: str) -> str:
    info = f"{cdata('ScanType', 'qrcode')}{cdata('ScanResult', scanned)}"
    return f"{key('desk')}<ScanCodeInfo>{info}</ScanCodeInfo>"


def _choice(template_id: str, status: str, scene: int | None = None) -> str:
    told = f"{cdata('TemplateId', template_id)}{cdata('SubscribeStatusString', status)}"
    return f"<List>{told}{f'<PopupScene>{scene}</PopupScene>' if scene else ''}</List>"


def _notice(template_id: str, message_id: str, code: int, status: str) -> str:
    told = f"{cdata('TemplateId', template_id)}<MsgID>{message_id}</MsgID>"
    return f"<List>{told}<ErrorCode>{code}</ErrorCode>{cdata('ErrorStatus', status)}</List>"


def _report(message_id: str, status: str, more: str = "") -> str:
    return f"<MsgID>{message_id}</MsgID>{cdata('Status', status)}{more}"


_COUNTS = (
    "<TotalCount>100</TotalCount><FilterCount>80</FilterCount>"
    "<SentCount>75</SentCount><ErrorCount>5</ErrorCount>"
)
_COPIED = (
    "<CopyrightCheckResult><Count>1</Count><ResultList><item><ArticleIdx>1</ArticleIdx>"
    "<UserDeclareState>0</UserDeclareState></item></ResultList><CheckState>2</CheckState></CopyrightCheckResult>"
)
_PLACE = (
    "<Location_X>39.904989</Location_X><Location_Y>116.405285</Location_Y><Scale>15</Scale>"
    f"{cdata('Label', '北京市东城区台基厂三条')}"
)
_NORTH, _EAST = Decimal("39.904989"), Decimal("116.405285")
_LABEL = "北京市东城区台基厂三条"
_PRIVACY = f"{cdata('OpenID', 'oOther')}{cdata('AppID', 'wx1')}{cdata('RevokeInfo', '1')}"

MESSAGES = (
    Row("text", cdata("Content", "住院怎么报销"), Text("住院怎么报销")),
    Row("text", f"{cdata('Content', '满意')}<bizmsgmenuid>101</bizmsgmenuid>", Text("满意", "101")),
    Row(
        "text",
        f"<Content><![CDATA[1]]]]><![CDATA[>2 <b>&]]></Content>{cdata('PS', '😀')}",
        Text("1]]>2 <b>&"),
    ),
    Row(
        "image",
        f"{cdata('PicUrl', 'http://mmbiz.qpic.cn/p/0')}{cdata('MediaId', 'M1')}",
        Picture("M1", "http://mmbiz.qpic.cn/p/0"),
    ),
    Row("voice", f"{cdata('MediaId', 'M1')}{cdata('Format', 'amr')}", Voice("M1", "amr")),
    Row(
        "voice",
        f"{cdata('MediaId', 'M1')}{cdata('Format', 'speex')}{cdata('MediaId16K', 'M2')}<Recognition/>",
        Voice("M1", "speex", "M2"),
    ),
    Row("voice", f"{cdata('MediaId', 'M1')}{cdata('Recognition', '你好')}", Voice("M1", recognition="你好")),
    Row("video", f"{cdata('MediaId', 'M1')}{cdata('ThumbMediaId', 'T1')}", Video("M1", "T1")),
    Row("shortvideo", f"{cdata('MediaId', 'M1')}{cdata('ThumbMediaId', 'T1')}", Video("M1", "T1", True)),
    Row("location", _PLACE, Location(_NORTH, _EAST, 15, _LABEL)),
    Row(
        "link",
        f"{cdata('Title', '题')}{cdata('Description', '说明')}{cdata('Url', 'https://u.cn/?a=1&b=2')}",
        WebLink("题", "说明", "https://u.cn/?a=1&b=2"),
    ),
    Row("hologram", "<Beam>1</Beam>", OtherMessage("hologram")),
)

EVENTS = (
    Row("subscribe", key(""), Followed()),
    Row("subscribe", f"{key('qrscene_bind_7')}{cdata('Ticket', 'T1')}", Followed("bind_7", "T1")),
    Row("subscribe", key("last_trade_no_4001"), Followed(key="last_trade_no_4001")),
    Row("unsubscribe", key(""), Unfollowed()),
    Row("SCAN", f"{key('bind_7')}{cdata('Ticket', 'T1')}", Scanned("bind_7", "T1")),
    Row(
        "LOCATION",
        "<Latitude>39.904989</Latitude><Longitude>116.405285</Longitude><Precision>119.385040</Precision>",
        Positioned(_NORTH, _EAST, Decimal("119.385040")),
    ),
    Row("CLICK", key("ask:我的理赔"), MenuClicked("ask:我的理赔")),
    Row("VIEW", f"{key('https://u.cn/a')}<MenuId>430211</MenuId>", PageOpened("https://u.cn/a", "430211")),
    Row("view_miniprogram", f"{key('pages/a')}<MenuId>3</MenuId>", PageOpened("pages/a", "3", True)),
    Row("scancode_push", _scan("1"), CodeScanned("desk", "qrcode", "1")),
    Row("scancode_waitmsg", _scan("2"), CodeScanned("desk", "qrcode", "2", True)),
    Row("pic_sysphoto", _photos(1, "aa"), PhotosChosen("photos", "sysphoto", 1, ("aa",))),
    Row(
        "pic_photo_or_album",
        _photos(2, "aa", "bb"),
        PhotosChosen("photos", "photo_or_album", 2, ("aa", "bb")),
    ),
    Row("pic_weixin", _photos(0), PhotosChosen("photos", "weixin", 0)),
    Row(
        "location_select",
        f"{key('place')}<SendLocationInfo>{_PLACE}{cdata('Poiname', '职工之家')}</SendLocationInfo>",
        PlaceChosen("place", Location(_NORTH, _EAST, 15, _LABEL, "职工之家")),
    ),
    Row("TEMPLATESENDJOBFINISH", _report("200163836", "success"), TemplateReport("200163836", "success")),
    Row(
        "TEMPLATESENDJOBFINISH",
        _report("200163840", "failed:user block"),
        TemplateReport("200163840", "failed:user block"),
    ),
    Row(
        "TEMPLATESENDJOBFINISH",
        _report("0", "failed: system failed"),
        TemplateReport("0", "failed: system failed"),
    ),
    Row(
        "MASSSENDJOBFINISH",
        _report("1000001625", "send success", _COUNTS + _COPIED),
        MassReport(
            *("1000001625", "send success", None, 100, 80, 75, 5),
            CopyrightCheck(2, 1, ((("ArticleIdx", "1"), ("UserDeclareState", "0")),)),
        ),
    ),
    Row("MASSSENDJOBFINISH", _report("1", "err(10001)"), MassReport("1", "err(10001)", 10001)),
    Row(
        "subscribe_msg_popup_event",
        f"<SubscribeMsgPopupEvent>{_choice('T1', 'accept', 2)}</SubscribeMsgPopupEvent>",
        NoticesAnswered((NoticeChoice("T1", True, 2),)),
    ),
    Row(
        "subscribe_msg_popup_event",
        "<SubscribeMsgPopupEvent>"
        f"{_choice('T1', 'accept', 1)}{_choice('T2', 'reject', 1)}</SubscribeMsgPopupEvent>",
        NoticesAnswered((NoticeChoice("T1", True, 1), NoticeChoice("T2", False, 1))),
    ),
    Row(
        "subscribe_msg_change_event",
        f"<SubscribeMsgChangeEvent>{_choice('T1', 'reject')}{_choice('T2', 'reject')}</SubscribeMsgChangeEvent>",
        NoticesChanged((NoticeChoice("T1", False), NoticeChoice("T2", False))),
    ),
    Row(
        "subscribe_msg_sent_event",
        f"<SubscribeMsgSentEvent>{_notice('T1', '1700827132819554304', 0, 'success')}</SubscribeMsgSentEvent>",
        NoticesSent((NoticeReport("T1", "1700827132819554304", 0, "success"),)),
    ),
    Row(
        "subscribe_msg_sent_event",
        "<SubscribeMsgSentEvent>"
        f"{_notice('T1', '7', 0, 'success')}{_notice('T2', '8', -2, 'fail')}</SubscribeMsgSentEvent>",
        NoticesSent((NoticeReport("T1", "7", 0, "success"), NoticeReport("T2", "8", -2, "fail"))),
    ),
    Row("kf_create_session", cdata("KfAccount", "a@gh"), DeskOpened("a@gh")),
    Row("kf_close_session", cdata("KfAccount", "a@gh"), DeskClosed("a@gh")),
    Row(
        "kf_switch_session",
        f"{cdata('FromKfAccount', 'a@gh')}{cdata('ToKfAccount', 'b@gh')}",
        DeskSwitched("a@gh", "b@gh"),
    ),
    Row("user_info_modified", _PRIVACY, PrivacyChanged("user_info_modified", "oOther", "wx1", "1")),
    Row(
        "user_authorization_revoke",
        _PRIVACY,
        PrivacyChanged("user_authorization_revoke", "oOther", "wx1", "1"),
    ),
    Row("card_pass_check", f"//text{cdata('CardId', 'c')}", OtherEvent("card_pass_check")),
    Row(
        "PUBLISHJOBFINISH",
        "<PublishEventInfo><publish_id>1</publish_id></PublishEventInfo>",
        OtherEvent("publishjobfinish"),
    ),
    Row("dance", key("step"), OtherEvent("dance", "step")),
)

ROWS = (*MESSAGES, *EVENTS)
