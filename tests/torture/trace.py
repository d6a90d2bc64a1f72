"""Reads what `strace` wrote down: which files a program opened to write, what it wrote, and which sockets it opened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_OPENS = "openat,open,creat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,mkdir,mkdirat"
_PASSES_ON = "write,pwrite64,writev,pwritev,sendto,sendmsg"
COMMAND = ("strace", "-f", "-y", "-s", "70000", "--seccomp-bpf", "-e", f"trace={_OPENS},{_PASSES_ON},%network", "-o")
"""What goes before the program; the file to write into comes between."""
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_CALL = re.compile(r"^(?:\d+ +)?(?:\[pid +\d+\] )?(\w+)\((.*)$")
_TO_WRITE = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TMPFILE")
_INTO = re.compile(r"^\d+<([^>]*)>")
_WRITES = {"write", "pwrite64", "writev", "pwritev", "sendto", "sendmsg"}
_NAMES = {"rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat", "mkdir", "mkdirat", "creat"}


@dataclass
class Trace:
    """What a program did to the world around it."""

    written: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    wrote: list[tuple[str, str]] = field(default_factory=list)
    sockets: list[str] = field(default_factory=list)


def read_trace(path: Path) -> Trace:
    """Everything in a trace."""
    trace = Trace()
    for call, rest in _calls(path):
        if call in ("openat", "open") and _TO_WRITE.search(rest.rsplit('"', 1)[-1]):
            trace.written.update(_QUOTED.findall(rest)[:1])
        elif call in _NAMES:
            trace.named.update(_QUOTED.findall(rest))
        elif call in _WRITES and (into := _INTO.match(rest)):
            trace.wrote.append((into.group(1), rest))
        elif call in ("socket", "connect", "bind"):
            trace.sockets.append(f"{call}({rest}")
    trace.named |= trace.written
    return trace


def _calls(path: Path) -> Iterator[tuple[str, str]]:
    with path.open(errors="replace") as lines:
        for line in lines:
            if found := _CALL.match(line):
                yield found.group(1), found.group(2)
