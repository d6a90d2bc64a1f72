"""What a whole session leaves behind, and whom it talks to: its words stand in its papers and nowhere else."""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from storage.vault import Vault, unlock_vault
from tests.support.vaults import rows_now
from tests.torture.plaintext import Words, words_of
from tests.torture.sample import PASSPHRASE, sample_vault
from tests.torture.trace import COMMAND, Trace, read_trace
from tests.torture.tries import Ground, Try

ROOT = Path(__file__).resolve().parents[2]
HOMES = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")
TYPED = [f"Zq{number:04}leftover" for number in range(1, 2000)]
NEIGHBOURS = ("/tmp/.X11-unix/", "/tmp/dbus-", "/run/dbus/", "/var/run/dbus/", "/run/user/", "/var/run/nscd/")
"""Where the display, the buses and the list of users of this computer are reached."""


def attack(ground: Ground) -> Iterator[Try]:
    """One session that is traced, then every file it touched is searched; then an export from the command line."""
    home, out = ground.place("home"), ground.folder / "papers"
    vault, trace = sample_vault(home / "vault"), ground.folder / "trace"
    said = _session(home, vault, out, trace, places=5 if ground.quick else 99)
    yield Try("the session", "to its end", "" if said.endswith("crash\n") else f"it stopped after: {said[-400:]}")
    words = _words(vault)
    yield Try(
        "words to look for",
        f"{len(words.words):,} words",
        "" if len(words.words) > 500 else "there are too few of them",
    )
    kept, least = _kept(vault), 3 if ground.quick else 30
    yield Try("typed words kept", f"{kept} in the vault", "" if kept > least else f"only {kept}: too few")
    told = read_trace(trace) if trace.exists() else Trace()
    yield from _files(words, told, home, out)
    yield from _core(home)
    if trace.exists():
        yield from _writes(words, told, out)
        yield from _sockets(told, home)
        yield Try("papers that were exported", *_papers(words, out))


def _session(home: Path, vault: Path, out: Path, trace: Path, *, places: int) -> str:
    """Runs it over so many pages, at a display and a bus of its own where there are such; what it said meanwhile."""
    homes = {name: str(home) for name in HOMES}
    temporary = home / "tmp"
    temporary.mkdir()
    environment = {
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "TMPDIR": str(temporary),
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "DISPLAY": "none",
        "QT_QPA_PLATFORM": "offscreen",
    }
    command = [sys.executable, "-m", "tests.torture.session", str(vault), str(out), str(places)]
    if shutil.which("strace"):
        command = [*COMMAND, str(trace), *command]
    if shutil.which("xvfb-run") and shutil.which("dbus-run-session"):
        environment["QT_QPA_PLATFORM"] = "xcb"
        command = ["xvfb-run", "-a", "dbus-run-session", "--", *command]
    run = subprocess.run(
        command,
        cwd=home,
        env={**environment, **homes},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
        timeout=600,
        preexec_fn=_allow_core_files,
    )
    return run.stdout


def _allow_core_files() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (most, most))


def _words(path: Path) -> Words:
    with unlock_vault(path, PASSPHRASE) as vault:
        return Words([*TYPED, *words_of(vault).words])


def _kept(path: Path) -> int:
    with unlock_vault(path, PASSPHRASE) as vault:
        return sum(word in _everything(vault) for word in TYPED[:400])


def _everything(vault: Vault) -> str:
    return " ".join((*vault.drafts().values(), *(str(row) for rows in rows_now(vault).values() for row in rows)))


def _files(words: Words, told: Trace, home: Path, out: Path) -> Iterator[Try]:
    """Every file that the program opened to write, and whatever lies in its home, but for the papers."""
    walked = {str(path) for path in home.rglob("*") if path.is_file()}
    for name in sorted(walked | told.written):
        path = home / name
        if path.is_file() and out not in path.parents:
            word = words.found_in(path.read_bytes())
            yield Try("files that it wrote", "no word in it", word and f"{path.name} holds “{word}”")
    for name in sorted(told.named):
        word = words.found_in(os.fsencode(name))
        yield Try("names that it gave", "no word in it", word and f"a file was named with “{word}”")


def _core(home: Path) -> Iterator[Try]:
    cores = [path for path in (*home.rglob("core"), *home.rglob("core.*")) if path.is_file()]
    yield Try(
        "core files after the crash", "none", "the crash left a core file with all that was in memory" if cores else ""
    )


def _writes(words: Words, told: Trace, out: Path) -> Iterator[Try]:
    """What was written where, also into files that are gone by now, and what was sent to whom."""
    into: dict[str, str] = {}
    for place, what in told.wrote:
        if not place.startswith(str(out)):
            word = words.found_in(what.encode("latin-1", "replace").decode("unicode_escape", "replace").encode("utf-8"))
            into[place] = into.get(place) or word
    for place, word in into.items():
        yield Try("places that it wrote to", "no word in it", word and f"“{word}” was written to {place[:80]}")


def _sockets(told: Trace, home: Path) -> Iterator[Try]:
    """Only local ones, and only to the display, the buses, and our own single instance."""
    for call in told.sockets:
        if call.startswith("socket("):
            yield Try("sockets", "local", "" if call.startswith("socket(AF_UNIX") else f"it opened {call[:60]}")
        else:
            known = any(re.search(f'sun_path=@?"{place}', call) for place in (*NEIGHBOURS, str(home)))
            yield Try("sockets", "to a neighbour or to itself", "" if known else f"it reached for {call[:120]}")


def _papers(words: Words, out: Path) -> Sequence[str]:
    """The words do stand in the papers, so that the search is known to find them."""
    found = [words.found_in(path.read_bytes()) for path in out.iterdir()]
    return ("words in them", "") if len(found) > 10 and sum(map(bool, found)) > 5 else ("", "no word was found in them")
