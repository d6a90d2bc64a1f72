"""The page with the recovery code. It goes to a printer and nowhere else: the program makes no file of it.

Qt and the system's print queue may keep one for a while; that is outside the promise, and said before.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextDocument

from marac_desk.dates import long_date
from marac_desk.errors import Told

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

NOT_PRINTED = "The page could not be printed. Write the code on paper by hand."

_PAGE = """<body style="font-size: 12pt"><h1>MARAC Desk: recovery code</h1>
<p>Printed on {day}.</p>
<p style="font-family: monospace; font-size: 22pt; font-weight: bold">{first}<br>{second}</p>
<p>Whoever holds this paper and the vault's folder can open the vault and read every case in it.</p>
<ol>
<li>Put the paper into a safe, in a sealed envelope, apart from the computer. Do not copy, photograph or scan it.</li>
<li>When every passphrase is forgotten: type the code, hyphens or not, where a passphrase is asked for.
Then give people new passphrases under People.</li>
<li>When the paper is lost or somebody has seen it: make a new code under People at once.
This one stops working then, and only opens backups made before.</li>
</ol>
<p>The last of the seven groups ends with a sign that finds slips. The letters I, L, O and U are never used:
what looks like them is 1 or 0.</p></body>
"""


def printer_names() -> list[str]:
    """The printers of this computer, the usual one first."""
    from PySide6.QtPrintSupport import QPrinterInfo  # asks the system, which takes its time

    usual = QPrinterInfo.defaultPrinterName()
    return sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: (name != usual, name))


def print_code(code: str, day: date, printer_name: str) -> None:
    """Prints the page. Raises Told when the printer does not take it."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    found = QPrinterInfo.printerInfo(printer_name)
    printer = QPrinter(found)
    printer.setDocName("MARAC Desk")
    # Without a printer Qt would make a file of it.
    if found.isNull() or not printer.isValid() or printer.outputFormat() is not QPrinter.OutputFormat.NativeFormat:
        raise Told(NOT_PRINTED)
    print_on(printer, code, day)


def print_on(printer: QPrinter, code: str, day: date) -> None:
    """Draws the page on a printer. Raises Told when it fails."""
    page(code, day).print_(printer)
    if printer.printerState() is type(printer).PrinterState.Error:
        raise Told(NOT_PRINTED)


def page(code: str, day: date) -> QTextDocument:
    """The page."""
    groups, made = code.split("-"), QTextDocument()
    made.setHtml(_PAGE.format(day=long_date(day), first="-".join(groups[:4]) + "-", second="-".join(groups[4:])))
    return made
