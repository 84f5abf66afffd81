"""Photos and signatures: decoded, written anew without what hides in them, kept by digest."""

from __future__ import annotations

import warnings
from base64 import b64decode
from binascii import Error as NotBase64
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, ClassVar

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from forecourt.kernel.actor import Actor
from forecourt.kernel.models import Attachment
from forecourt.kernel.refusals import Refused

MOST_BYTES = 15 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2400  # pixels; enough to see a scratch, small enough for a phone
SIGNATURE_PREFIX = "data:image/png;base64,"
_READABLE = ("JPEG", "PNG", "WEBP")


class BadImage(Refused):
    code = "bad-image"
    status: ClassVar[int] = 422


def keep_image(file: BinaryIO, *, by: Actor, at: datetime) -> Attachment:
    """Keep a photo as JPEG, turned upright, without position or maker's notes.

    Raises:
        BadImage: not a JPEG, PNG or WebP, broken, over 15 MB or over 50 million pixels.
    """
    image = ImageOps.exif_transpose(_opened(file.read(MOST_BYTES + 1))).convert("RGB")
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return _kept(image, "JPEG", "image/jpeg", by=by, at=at)


def keep_signature(data_url: str, *, by: Actor, at: datetime) -> Attachment:
    """Keep what a person drew with a finger, as PNG.

    Raises:
        BadImage: the drawing is missing, empty or broken.
    """
    if not data_url.startswith(SIGNATURE_PREFIX):
        raise BadImage(_("The signature is missing. Please sign in the box."))
    try:
        data = b64decode(data_url.removeprefix(SIGNATURE_PREFIX), validate=True)
    except NotBase64 as error:
        raise BadImage(_("The signature could not be read. Please sign again.")) from error
    image = _opened(data).convert("RGBA")
    if not image.getchannel("A").getbbox():
        raise BadImage(_("The signature is empty. Please sign in the box."))
    return _kept(image, "PNG", "image/png", by=by, at=at)


def content(attachment: Attachment) -> bytes:
    """The kept bytes."""
    return _path(attachment.digest).read_bytes()


def _opened(data: bytes) -> Image.Image:
    if len(data) > MOST_BYTES:
        raise BadImage(_("The picture is larger than 15 MB. Please take a smaller one."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(data), formats=_READABLE)
            if image.width * image.height > MOST_PIXELS:
                raise BadImage(_("The picture has too many pixels. Please take a smaller one."))
            image.load()
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as error:
        raise BadImage(_("This is not a picture that can be read (JPEG, PNG, WebP).")) from error
    return image


def _kept(image: Image.Image, kind: str, media_type: str, *, by: Actor, at: datetime) -> Attachment:
    stream = BytesIO()
    image.save(stream, kind, quality=85)
    data = stream.getvalue()
    digest = sha256(data).hexdigest()
    path = _path(digest)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".part")
        draft.write_bytes(data)
        draft.replace(path)
    return Attachment.keep(
        store_id=by.store_id,
        media_type=media_type,
        digest=digest,
        byte_count=len(data),
        size=image.size,
        at=at,
        by=by.key,
    )


def _path(digest: str) -> Path:
    return Path(settings.MEDIA_ROOT) / digest[:2] / digest
