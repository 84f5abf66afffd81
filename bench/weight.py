"""What a first visit costs the line: every file that a page makes a browser fetch, compressed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from bench.door import Client

KILO = 1000
_URL = re.compile(rb"url\(\s*['\"]?([^'\")]+)")


@dataclass(frozen=True, slots=True)
class Weight:
    """Kilobytes as they go over the line."""

    html: float
    css: float
    scripts: float
    fonts_and_icons: float

    @property
    def total(self) -> float:
        return self.html + self.css + self.scripts + self.fonts_and_icons


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.css: list[str] = []
        self.scripts: list[str] = []
        self.icons: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "link" and values.get("rel") == "stylesheet":
            self.css.append(values["href"])
        elif tag == "link" and values.get("rel") in {"icon", "preload"}:
            self.icons.add(values["href"])
        elif tag == "script" and "src" in values:
            self.scripts.append(values["src"])
        elif tag == "use":
            self.icons.add(values.get("href", "").split("#")[0])


def first_visit(client: Client, path: str) -> Weight:
    """Weigh a page with its style sheets, scripts, fonts and icons; photos are not fetched."""
    page, html = client.weighed(path)
    links = _Links()
    links.feed(page.decode())
    sheets = [client.weighed(address) for address in dict.fromkeys(links.css)]
    fonts = {
        urlsplit(urljoin(address, found.decode())).path
        for address, (text, _size) in zip(dict.fromkeys(links.css), sheets, strict=True)
        for found in _URL.findall(text)
        if not found.startswith(b"data:")
    }
    rest = {one for one in fonts | links.icons if one.startswith("/")}
    return Weight(
        html / KILO,
        sum(size for _text, size in sheets) / KILO,
        sum(client.weighed(one)[1] for one in dict.fromkeys(links.scripts)) / KILO,
        sum(client.weighed(one)[1] for one in rest) / KILO,
    )
