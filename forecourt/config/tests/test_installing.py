"""What pip says becomes a line that tells how far it is."""

from __future__ import annotations

from forecourt.config.installing import PINNED, Progress


def test_the_packages_of_a_lock_file_are_counted() -> None:
    assert PINNED.findall("django==5.2 \\\n    --hash=sha256:00\n# via a==b\nuvicorn[x]==1\n") == [
        "django==",
        "uvicorn[x]==",
    ]


def test_pips_words_become_a_count() -> None:
    progress = Progress(2)

    progress.hear("Collecting django==5.2.9 (from -r production.txt (line 1))\n")
    progress.hear("  Downloading django-5.2.9-py3-none-any.whl (8.3 MB)\n")
    assert str(progress) == "1/2 django==5.2.9"

    progress.hear("Installing collected packages: django, uvicorn\n")
    assert str(progress) == "unpacking 2 packages"
