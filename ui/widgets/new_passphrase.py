"""A new passphrase, typed twice, with a line that says how well it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from marac_desk.errors import Refused
from marac_desk.passphrases import ADVICE, must_agree, must_be_strong
from ui.shell.jobs import Jobs
from ui.widgets.form import Form
from ui.widgets.strength import StrengthLine


class NewPassphrase:
    """Two fields of a form. `words` are those that one would guess first."""

    def __init__(self, form: Form, jobs: Jobs, words: Callable[[], Iterable[str]], label: str = "Passphrase") -> None:
        self._form, self._words = form, words
        self.first = form.secret(label, ADVICE)
        self.strength = StrengthLine(self.first, jobs, words)
        form.field(self.first).column.addWidget(self.strength)
        self.again = form.secret(f"{label} once more")
        self.first.returnPressed.connect(self.again.setFocus)

    def clear(self) -> None:
        """Empties both."""
        self.first.clear()
        self.again.clear()

    def given(self) -> str:
        """The passphrase; "" when it will not do, and then the first of the two fields that is wrong says so."""
        try:
            must_be_strong(self.first.text(), self._words())
        except Refused as refused:
            self._form.fail(self.first, refused.say)
            return ""
        try:
            must_agree(self.first.text(), self.again.text())
        except Refused as refused:
            self._form.fail(self.again, refused.say)
            return ""
        return self.first.text()
