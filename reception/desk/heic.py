"""Photos as iPhones and newer phones write them (HEIC) become JPEG on arrival: no PC of an office opens the others."""

import io
from pathlib import PurePath

from reception.domain.errors import Damaged, InvalidInput
from reception.store.attachments import media_type

HEIC = "image/heic"
MOST_PIXELS = 160_000_000
_QUALITY = 90


def readable(content: bytes, name: str) -> tuple[bytes, str]:
    """A content and its name, a HEIC photo as the JPEG of it, upright, with its time; all else as it is.

    Raises InvalidInput for a type that is not taken or a picture that is too large, Damaged for one that cannot be
    opened.
    """
    if media_type(content) != HEIC:
        return content, name
    return _as_jpeg(content), f"{PurePath(name).stem}.jpg"


def _as_jpeg(content: bytes) -> bytes:
    import pi_heif  # only such a photo needs it
    from PIL import Image

    out = io.BytesIO()
    try:
        photo = pi_heif.open_heif(io.BytesIO(content), convert_hdr_to_8bit=True)
        if photo.size[0] * photo.size[1] > MOST_PIXELS:
            raise InvalidInput("图片太大，请缩小后再放入", english="the picture is too large", field="file")
        image = photo.to_pillow()  # turned upright, and its EXIF says so
        image.convert("RGB").save(out, "JPEG", quality=_QUALITY, exif=image.info.get("exif") or b"")
    except (ValueError, OSError, RuntimeError, EOFError, SyntaxError, Image.DecompressionBombError) as error:
        raise Damaged(
            "这张 HEIC 照片打不开；请在手机上另存为 JPG 再放入",
            english="this HEIC photo cannot be opened: save it as JPG on the phone, then add it again",
            field="file",
        ) from error
    return out.getvalue()
