"""Reads the house's own source as trees, for the rules that protect people and data."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

HOME = Path(__file__).resolve().parents[2] / "forecourt"


def modules(*names: str) -> Iterator[Path]:
    """Files of the rooms that are called so, or lie in a folder that is (``commands``)."""
    for path in sorted(HOME.rglob("*.py")):
        parts = path.relative_to(HOME).parts
        if len(parts) < 2 or {"tests", "migrations"} & set(parts):
            continue
        if parts[1].removesuffix(".py") in names:
            yield path


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), str(path))


def place(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(HOME.parent)}:{getattr(node, 'lineno', 0)}"


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    """The public functions of a module."""
    for node in tree(path).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def calls(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            yield node
