"""Files: fetched by MediaId with a cap, known by their bytes, uploaded whole however often it is tried."""

from datetime import timedelta

import pytest

from bot.errors import RefusedValue, TransportError
from bot.wechat.account.client import WeChatApi
from bot.wechat.outbound.media import (
    PICTURE_LIMIT,
    Media,
    MediaFile,
    MemberPictures,
    VideoLink,
    find_media_type,
)
from tests.integration.wechat.outgoing import Clock, assert_tells_no_secret
from wechat_sim.account import LOCAL_OPENID
from wechat_sim.api import OutgoingApi
from wechat_sim.faults import Fault
from wechat_sim.media import TINY_JPEG

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


async def test_a_members_picture_is_fetched(api: WeChatApi, wechat: OutgoingApi, clock: Clock) -> None:
    media_id = wechat.media.keep("image", TINY_JPEG, clock())
    assert await Media(api).fetch(media_id) == MediaFile("image/jpeg", TINY_JPEG)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (PNG, "image/png"),
        (b"GIF89a" + bytes(9), "image/gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"%PDF-1.7", "application/pdf"),
        (b"#!AMR\n", "audio/amr"),
        (b"\x02#!SILK_V3", "audio/silk"),
        (b"ID3\x03", "audio/mpeg"),
        (b"\x00\x00\x00\x18ftypmp42", "video/mp4"),
        (b"MZ\x90\x00", "application/octet-stream"),
        (b"{not json", "application/octet-stream"),
    ],
)
async def test_the_bytes_tell_the_type_whatever_the_header_says(
    api: WeChatApi, wechat: OutgoingApi, clock: Clock, content: bytes, media_type: str
) -> None:
    media_id = wechat.media.keep("image", content, clock())
    assert await Media(api).fetch(media_id) == MediaFile(media_type, content)
    assert find_media_type(content)[0] == media_type


async def test_a_video_is_a_link(api: WeChatApi, wechat: OutgoingApi, clock: Clock) -> None:
    media_id = wechat.media.keep("video", b"", clock(), "http://video.weixin.qq.com/v")
    assert await Media(api).fetch(media_id) == VideoLink("http://video.weixin.qq.com/v")


async def test_after_three_days_a_file_is_gone_for_good(
    api: WeChatApi, wechat: OutgoingApi, clock: Clock
) -> None:
    media_id = wechat.media.keep("image", TINY_JPEG, clock())
    clock.now += timedelta(days=3)
    with pytest.raises(TransportError) as caught:
        await Media(api).fetch(media_id)
    assert (caught.value.errcode, caught.value.permanent) == (40007, True)
    assert media_id not in caught.value.detail


async def test_a_file_over_the_cap_is_not_read_to_its_end(
    api: WeChatApi, wechat: OutgoingApi, clock: Clock
) -> None:
    media_id = wechat.media.keep("image", TINY_JPEG + bytes(200_000), clock())
    with pytest.raises(TransportError) as caught:
        await Media(api, limit=100_000).fetch(media_id)
    assert caught.value.permanent
    assert len((await fetched(Media(api, limit=300_000), media_id)).content) > 200_000


async def fetched(media: Media, media_id: str) -> MediaFile:
    found = await media.fetch(media_id)
    assert isinstance(found, MediaFile)
    return found


@pytest.mark.parametrize("fault", [Fault.ERROR_500, Fault.RESET, Fault.HALF_BODY])
async def test_a_fetch_that_breaks_off_is_a_fault_and_no_half_picture(
    api: WeChatApi, wechat: OutgoingApi, clock: Clock, fault: Fault
) -> None:
    media_id = wechat.media.keep("image", TINY_JPEG * 50, clock())
    wechat.faults.plan(fault, "media/get")
    with pytest.raises(TransportError) as caught:
        await Media(api).fetch(media_id)
    assert_tells_no_secret(caught.value)
    assert (await fetched(Media(api), media_id)).content == TINY_JPEG * 50


async def test_members_pictures_are_pictures_and_nothing_else(
    api: WeChatApi, wechat: OutgoingApi, clock: Clock
) -> None:
    pictures = MemberPictures(Media(api, limit=10_000))
    assert await pictures.fetch(wechat.media.keep("image", TINY_JPEG, clock())) == TINY_JPEG
    for kind, content, reason in [
        ("voice", b"#!AMR\n", "paper_unreadable"),
        ("video", b"", "paper_unreadable"),
        ("image", TINY_JPEG + bytes(20_000), "paper_too_large"),
    ]:
        media_id = wechat.media.keep(kind, content, clock(), "http://v" if kind == "video" else "")
        with pytest.raises(RefusedValue) as caught:
            await pictures.fetch(media_id)
        assert caught.value.reason == reason


async def test_a_picture_is_uploaded_whole_even_when_the_token_is_refused(
    api: WeChatApi, wechat: OutgoingApi, clock: Clock
) -> None:
    await api.find_token()
    wechat.tokens.revoke_all()
    media_id = await Media(api).upload_picture(PNG)
    assert wechat.errors == [40001]
    assert wechat.media.find(media_id, clock()).content == PNG


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "paper_empty"),
        (TINY_JPEG + bytes(PICTURE_LIMIT), "paper_too_large"),
        (b"%PDF-1.7", "paper_unreadable"),
        (b"<svg/>", "paper_unreadable"),
    ],
)
async def test_what_wechat_would_not_take_is_not_uploaded(
    api: WeChatApi, wechat: OutgoingApi, content: bytes, reason: str
) -> None:
    with pytest.raises(RefusedValue) as caught:
        await Media(api).upload_picture(content)
    assert caught.value.reason == reason
    assert not wechat.calls


async def test_a_picture_is_sent_and_uploaded_anew_where_wechat_lost_it(
    api: WeChatApi, wechat: OutgoingApi
) -> None:
    wechat.faults.refuse(40007, "custom/send")
    await Media(api).send_picture(LOCAL_OPENID, PNG)
    assert [message.message_type for message in wechat.messages] == ["image"]
    assert wechat.calls.count("/cgi-bin/media/upload") == 2


async def test_a_picture_whose_upload_fails_was_sent_to_nobody(api: WeChatApi, wechat: OutgoingApi) -> None:
    wechat.faults.plan(Fault.RESET, "media/upload")
    with pytest.raises(TransportError) as caught:
        await Media(api).send_picture(LOCAL_OPENID, PNG)
    assert not caught.value.outcome_unknown


async def test_a_picture_whose_sending_breaks_off_may_have_arrived(
    api: WeChatApi, wechat: OutgoingApi
) -> None:
    wechat.faults.plan(Fault.RESET, "custom/send")
    with pytest.raises(TransportError) as caught:
        await Media(api).send_picture(LOCAL_OPENID, PNG)
    assert caught.value.outcome_unknown
    assert len(wechat.messages) == 1
