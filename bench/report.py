"""The report: each figure beside its floor and its target, printed as it comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bench.door import Times
from bench.weight import Weight

MOST_CSS, MOST_SCRIPTS = 16, 32  # KB, gzip: the budgets of the design guide


class Report:
    def line(self, words: str) -> None:
        print(words, flush=True)

    def heading(self, words: str) -> None:
        self.line(f"\n{words}")

    def row(self, name: str, door: Times, floor: Times, most_ms: float) -> None:
        """A request at the door, p50 and p95, and its p95 as a multiple of the floor's."""
        self.line(
            f"  {name:<44}p50 {door.p50:6.1f}  p95 {door.p95:6.1f} ms  "
            f"floor p95 {floor.p95:6.1f} ms  x{door.p95 / floor.p95:5.1f}  "
            f"{_verdict(door.p95, most_ms, 'ms')}"
        )

    def rate(self, name: str, a_second: float, least: float, used: Mapping[str, float]) -> None:
        """How many in a second, and the processor time of each in milliseconds."""
        spent = ", ".join(f"{part} {milliseconds:.1f}" for part, milliseconds in used.items())
        verdict = "met" if a_second >= least else "MISSED"
        self.line(
            f"  {name:<44}{a_second:7.1f} /s  target {least:.0f}: {verdict}  "
            f"(ms of processor each: {spent})"
        )

    def floor_rate(self, floor: float, a_second: float) -> None:
        words = "floor: plain SQL through psycopg"
        self.line(f"    {words:<42}{floor:7.1f} /s  x{floor / a_second:.1f}")

    def lag(self, name: str, each_ms: Sequence[float], most_ms: float = 0) -> None:
        times = Times(each_ms)
        verdict = _verdict(times.p95, most_ms, "ms") if most_ms else ""
        self.line(
            f"  {name:<60}p50 {times.p50:6.1f}  p95 {times.p95:6.1f} ms  "
            f"({len(each_ms)} moves)  {verdict}"
        )

    def long(self, name: str, seconds: float, floor: float, most: float, rows: int) -> None:
        """Work of seconds, the rows it wrote, and the floor of reading and writing the same."""
        self.line(
            f"  {name:<44}{seconds:6.1f} s for {rows} rows  floor {floor:5.1f} s  "
            f"x{seconds / floor:5.1f}  {_verdict(seconds, most, 's')}"
        )

    def memory(self, name: str, megabytes: float, most: float) -> None:
        self.line(f"  {name:<60}{megabytes:6.0f} MB  {_verdict(megabytes, most, 'MB')}")

    def weight(self, name: str, weight: Weight, most: float) -> None:
        self.line(
            f"  {name:<44}html {weight.html:5.1f}  css {weight.css:5.1f}  "
            f"scripts {weight.scripts:5.1f}  fonts and icons {weight.fonts_and_icons:5.1f}  "
            f"in all {weight.total:6.1f}  {_verdict(weight.total, most, 'KB')}, "
            f"css {_verdict(weight.css, MOST_CSS, 'KB')}, "
            f"scripts {_verdict(weight.scripts, MOST_SCRIPTS, 'KB')}"
        )

    def shares(
        self, name: str, layers: Sequence[tuple[str, float]], most: tuple[str, float]
    ) -> None:
        parts = ", ".join(f"{layer} {percent:.0f} %" for layer, percent in layers if percent >= 1)
        self.line(f"  {name:<16}{parts}; costliest: {most[0]} {most[1]:.0f} %")


def _verdict(value: float, most: float, unit: str) -> str:
    return f"target {most:g} {unit}: {'met' if value < most else 'MISSED'}"
