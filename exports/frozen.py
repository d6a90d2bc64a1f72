"""A paper as text that can be kept: signed minutes are read back from it, and never composed again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass

from exports import document as paper
from exports.document import Document, Tone
from marac_desk.errors import VaultDamaged

_KIND = "is"
_BY_NAME: Mapping[str, Callable[..., object]] = {
    name: part for name, part in vars(paper).items() if isinstance(part, type) and is_dataclass(part)
}


def freeze(document: Document) -> str:
    """The paper as JSON: each part names what it is, so that `thaw` gives back the very same paper."""
    return json.dumps(_plain(document), ensure_ascii=False, separators=(",", ":"))


def thaw(frozen: str) -> Document:
    """The paper that `freeze` kept. Raises VaultDamaged when the text is not one."""
    try:
        document = _part(json.loads(frozen))
    except (ValueError, TypeError, KeyError):
        document = None
    if not isinstance(document, Document):
        raise VaultDamaged("The signed minutes cannot be read back. Restore a backup, or ask for help.")
    return document


def _plain(part: object) -> object:
    if is_dataclass(part):
        return {_KIND: type(part).__name__, **{each.name: _plain(getattr(part, each.name)) for each in fields(part)}}
    if isinstance(part, tuple):
        return [_plain(each) for each in part]
    return {_KIND: Tone.__name__, "value": part.value} if isinstance(part, Tone) else part


def _part(kept: object) -> object:
    if isinstance(kept, list):
        return tuple(_part(each) for each in kept)
    if not isinstance(kept, dict):
        return kept
    if kept[_KIND] == Tone.__name__:
        return Tone(kept["value"])
    return _BY_NAME[kept[_KIND]](**{name: _part(each) for name, each in kept.items() if name != _KIND})
