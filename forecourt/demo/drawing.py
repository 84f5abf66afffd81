"""A drawn signature: what a finger leaves on a tablet."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw

from forecourt.kernel.attachments import SIGNATURE_PREFIX


@cache
def signature() -> str:
    image = Image.new("RGBA", (240, 80), (0, 0, 0, 0))
    points = [(10 + 20 * step, 40 + (25 if step % 2 else -25)) for step in range(11)]
    ImageDraw.Draw(image).line(points, fill=(10, 20, 30, 255), width=3)
    stream = BytesIO()
    image.save(stream, "PNG")
    return SIGNATURE_PREFIX + b64encode(stream.getvalue()).decode()
