"""Views that somebody had while they could not write: sealed beside the database until the next writer logs them.

Each view is a file of its own in the folder `pending-views`, so that several readers and a writer never touch the
same one. Its name is drawn by chance; its content is sealed under a key drawn from the database key.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from marac_desk.atomic import CLOSED, make_folder, plain_file_errors, write_atomically
from marac_desk.errors import Told
from storage.folder import VaultFolder
from storage.journal import Author, RowChange, Verb, stamp
from storage.sealing import NONCE_BYTES, Box, DoesNotOpen, KeptKey, close_box, drawn_key, open_box
from storage.slot_file import canonical

PURPOSE = "marac-desk pending views 1"
MOST_BYTES = 4096


@dataclass(frozen=True)
class View:
    """Somebody looked at a case."""

    case_id: str
    at: datetime
    author: Author

    @property
    def row(self) -> RowChange:
        """How the journal notes it."""
        return RowChange("case_file", Verb.VIEW, (self.case_id,))


class PendingViews:
    """The views that wait beside one vault."""

    def __init__(self, folder: VaultFolder, key: bytes, vault_id: str) -> None:
        """`key` is the database key."""
        self._folder = folder.pending_views
        self._vault_id = vault_id
        self._key = KeptKey(drawn_key(key, PURPOSE))

    def use_key(self, key: bytes) -> None:
        """The database has a new key. What waits under the old one could not be read any more: take it in before."""
        self._key.value = drawn_key(key, PURPOSE)

    def let_go(self) -> None:
        """Lets go of the key: nothing can be kept or read any more."""
        self._key.let_go()

    def keep(self, view: View) -> None:
        """Seals a view, on the disk when this returns. Raises StorageFull and Told."""
        name = secrets.token_hex(16)
        parts = (view.case_id, stamp(view.at), view.author.keyholder, view.author.session)
        box = close_box(self._key.value, canonical(parts), self._bound(name))
        with plain_file_errors():
            try:
                make_folder(self._folder)
            except FileExistsError:  # something else bears the folder's name
                raise Told(CLOSED) from None
        write_atomically(self._folder / name, box.nonce + box.sealed)

    def waiting(self) -> Iterator[tuple[Path, View | None]]:
        """Each file and the view in it, oldest first; None for one that does not open: altered, or of an older key."""
        if not self._folder.is_dir():
            return
        files = [path for path in self._folder.iterdir() if path.is_file() and path.suffix != ".part"]
        found = [(path, self._read(path)) for path in files]
        yield from sorted(found, key=lambda each: stamp(each[1].at) if each[1] else "")

    def _read(self, path: Path) -> View | None:
        with path.open("rb") as file:
            sealed = file.read(MOST_BYTES)
        try:
            content = open_box(self._key.value, Box(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]), self._bound(path.name))
            case_id, at, keyholder, session = json.loads(content)
            return View(case_id, datetime.fromisoformat(at), Author(keyholder, session))
        except (DoesNotOpen, ValueError, TypeError):
            return None

    def _bound(self, name: str) -> bytes:
        return canonical(["pending view", 1, self._vault_id, name])
