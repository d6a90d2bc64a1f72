"""What a person is told. Each error carries one or two plain sentences; everything else is a bug.

A sentence says what happened, that nothing was lost where that is so, and what to do. It never
holds a name, an address or any other word from the record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marac_desk.findings import Finding
    from marac_desk.keyholders import Holder


class Told(Exception):
    """Something that a person is told in plain words, and that is not a bug.

    `say` is the whole message; it is safe to show, to print and to log.
    """

    def __init__(self, say: str) -> None:
        super().__init__(say)
        self.say = say


class Refused(Told):
    """A rule of the trade says no. Nothing was changed."""


class WrongPassphrase(Told):
    """No key slot opens with what was typed.

    `wait` is how many seconds the next attempt has to wait.
    """

    def __init__(self, say: str, wait: int = 0) -> None:
        super().__init__(say)
        self.wait = wait


class MustWait(Told):
    """Too many attempts to unlock have failed, so this one was not even tried.

    `wait` is how many seconds it has to wait.
    """

    def __init__(self, say: str, wait: int) -> None:
        super().__init__(say)
        self.wait = wait


class VaultDamaged(Told):
    """The files of the vault do not hold together."""


class VaultTooNew(Told):
    """The vault was written by a later version of the program."""


class VaultInUse(Told):
    """Somebody else has the vault open.

    `holder` tells somebody with a passphrase who; the sentence names nobody.
    """

    def __init__(self, say: str, holder: Holder | None = None) -> None:
        super().__init__(say)
        self.holder = holder


class EditsLost(Told):
    """The database is behind its head: it has lost edits that were acknowledged.

    `count` is how many.
    """

    def __init__(self, say: str, count: int) -> None:
        super().__init__(say)
        self.count = count


class StorageFull(Told):
    """There is no room on the disk. What was typed is still on the screen; nothing half was kept."""


class NotAVault(Told):
    """The folder holds no vault."""


class ExportRefused(Told):
    """A paper cannot be made as it stands, and why. Nothing was written.

    `findings` are the sentences at which it stopped, for the person who decides; none of their
    words are in the message.
    """

    def __init__(self, say: str, findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(say)
        self.findings = findings
