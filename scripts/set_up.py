"""Makes the project runnable on this machine: `.venv`, the locked packages, and the libraries Qt needs.

`make setup` calls it with the system's Python, so it uses the standard library alone. What is
already in place is left alone: run again, it takes a moment and changes nothing.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
PROJECT = ROOT / "pyproject.toml"

# What the wheels of Qt leave to the system: the library that the loader looks for, and the Debian package it is in.
FOR_QT = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
FOR_A_WINDOW = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


class CannotSetUp(Exception):
    """What is missing and what to type, in plain words."""


def main() -> int:
    """Sets the machine up; returns 1, and says what to do, where it cannot."""
    try:
        if sys.platform == "linux":
            install_libraries(missing_packages(libraries_needed(os.environ)))
        install_packages(ROOT / ".venv")
    except CannotSetUp as problem:
        print(f"\nSet-up stopped. {problem}", file=sys.stderr)
        return 1
    return 0


def install_packages(home: Path) -> None:
    """Fills the environment from the lock file, unless it was filled from just this lock file before."""
    stamp = home / "set-up-from"
    wanted = fingerprint(LOCK, PROJECT)
    if stamp.exists() and stamp.read_text() == wanted:
        return
    python = make_environment(home)
    print("Installing the packages of the lock file into .venv; the first time takes some minutes.", flush=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    # The lock is complete, so nothing is resolved: an older pip would look for newer releases of what has extras.
    run([*pip, "--no-deps", "--require-hashes", "--only-binary", ":all:", "--requirement", str(LOCK)])
    run([*pip, "--quiet", "--no-deps", "--no-build-isolation", "--editable", str(ROOT)])
    stamp.write_text(wanted)


def make_environment(home: Path) -> Path:
    """Makes the virtual environment where there is none yet, and returns its Python."""
    if sys.version_info < (3, 11):  # noqa: UP036 - the Python that runs this is whatever the system has
        raise CannotSetUp(f"MARAC Desk needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    if not (home / "bin" / "pip").exists():  # comes last, so an interrupted attempt is made again
        try:
            venv.create(home, with_pip=True, symlinks=True)
        except (subprocess.CalledProcessError, ImportError) as error:
            shutil.rmtree(home, ignore_errors=True)
            raise CannotSetUp("Python cannot make a virtual environment. Type: apt install python3-venv") from error
    return home / "bin" / "python"


def fingerprint(*files: Path) -> str:
    """One digest over the files' contents."""
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def libraries_needed(environment: Mapping[str, str]) -> dict[str, str]:
    """The libraries Qt needs here: more of them where there is a display to show a window on."""
    if environment.get("DISPLAY"):
        return FOR_QT | FOR_A_WINDOW
    return FOR_QT


def missing_packages(libraries: Mapping[str, str]) -> list[str]:
    """The Debian packages whose library the loader does not find."""
    return [package for library, package in libraries.items() if not loads(library)]


def loads(library: str) -> bool:
    """Whether the system's loader finds the library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_libraries(packages: Sequence[str]) -> None:
    """Installs them with apt where that may be done without asking.

    Raises CannotSetUp with the exact command to type where it may not.
    """
    if not packages:
        return
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    quietly = ["env", "DEBIAN_FRONTEND=noninteractive"]
    before = as_administrator()
    if before is None:
        raise CannotSetUp(what_to_type(install))
    print(f"Installing the system libraries that Qt needs: {' '.join(packages)}", flush=True)
    run([*before, *quietly, "apt-get", "update", "-qq"])
    run([*before, *quietly, *install, "-qq", "--option=Dpkg::Use-Pty=0"])


def as_administrator() -> list[str] | None:
    """What to put before `apt-get`: nothing for root, sudo where it asks no password, None where neither will do."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "--non-interactive", "true"], capture_output=True).returncode == 0
    ):
        return ["sudo"]
    return None


def what_to_type(install: Sequence[str]) -> str:
    """The sentence for somebody who has to install the libraries by hand."""
    if shutil.which("apt-get") is None:
        packages = " ".join(install[4:])
        return f"Qt needs libraries that are missing here. Install what your system calls (Debian's names): {packages}"
    return f"Qt needs libraries that are missing here. Type this, then try again:\n\n    sudo {' '.join(install)}\n"


def run(command: Sequence[str]) -> None:
    """Runs the command, its output in sight."""
    if subprocess.run(command).returncode != 0:
        raise CannotSetUp(f"This command failed, and said why above:\n\n    {' '.join(command)}\n")


if __name__ == "__main__":
    raise SystemExit(main())
