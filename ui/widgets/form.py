"""The one form helper: each control gets a visible label, which is also its name for a screen reader.

Under the control there is room for a hint and, when something is wrong, for a sentence that says so.
The sentence is read out, and the control has the focus.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ui.widgets.announce import announce
from ui.widgets.secret import SecretEdit

if TYPE_CHECKING:
    from ui.widgets.chips import Chips, Option
    from ui.widgets.text_box import TextBox

Control = TypeVar("Control", bound=QWidget)


class Field(QWidget):
    """A label, its control, a hint and an error."""

    def __init__(self, label: str, control: QWidget, hint: str = "") -> None:
        super().__init__()
        self.control = control
        self._hint = hint
        self.label = QLabel(label)
        self.label.setObjectName("fieldLabel")
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setBuddy(control)
        self.hint = _words("label", hint)
        self.error = _words("fieldError", "")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        for part in (self.label, control, self.hint, self.error):
            self.column.addWidget(part, int(part is control and _grows(control)))
        # Room that nobody needs stays outside, and not between a label and what it stands for.
        if _grows(control):
            for words in (self.label, self.hint, self.error):
                words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
            self.column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetMinAndMaxSize)
        else:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        name_control(control, label, hint)

    def call_it(self, label: str) -> None:
        """Another label, also for a screen reader."""
        self.label.setText(label)
        name_control(self.control, label, self._hint)

    def fail(self, sentence: str) -> None:
        """Says what is wrong; "" says that nothing is."""
        self.error.setText(f"! {sentence}" if sentence else "")
        self.error.setVisible(bool(sentence))
        name_control(self.control, self.label.text(), sentence or self._hint)
        if sentence:
            announce(self.error, sentence)


class Form(QWidget):
    """Fields one under the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._fields: list[Field] = []

    def add(self, label: str, control: Control, hint: str = "") -> Control:
        """Any control under a label."""
        field = Field(label, control, hint)
        self._fields.append(field)
        self._column.addWidget(field)
        return control

    def line(self, label: str, hint: str = "") -> QLineEdit:
        """A single line."""
        return self.add(label, QLineEdit(), hint)

    def text(self, label: str, lines: int = 3, hint: str = "") -> TextBox:
        """Several lines."""
        from ui.widgets.text_box import TextBox

        return self.add(label, TextBox(lines), hint)

    def secret(self, label: str, hint: str = "") -> SecretEdit:
        """A passphrase."""
        return self.add(label, SecretEdit(), hint)

    def choice(self, label: str, options: Sequence[Option], hint: str = "", *, several: bool = False) -> Chips:
        """Chips to choose from."""
        from ui.widgets.chips import Chips

        return self.add(label, Chips(label, options, several=several), hint)

    def field(self, control: QWidget) -> Field:
        """The field around a control."""
        return next(field for field in self._fields if field.control is control)

    def fail(self, control: QWidget, sentence: str) -> None:
        """Says under a control what is wrong with it, and goes there."""
        self.field(control).fail(sentence)
        control.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear_errors(self) -> None:
        """Takes every such sentence away."""
        for field in self._fields:
            field.fail("")


def _grows(control: QWidget) -> bool:
    """Whether more height makes it larger: a box for much text, and no line."""
    return control.sizePolicy().verticalPolicy() is not QSizePolicy.Policy.Fixed


def name_control(control: QWidget, name: str, description: str = "") -> None:
    """Tells a screen reader what a control is called, and what is said about it."""
    control.setAccessibleName(name)
    target: QWidget = control
    if isinstance(control, SecretEdit):
        control.call_it(name)
        target = control.line
    target.setAccessibleDescription(description)


def _words(object_name: str, text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(object_name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if not text:
        label.hide()  # never shown before it has a parent: it would be a window of its own for a moment
    return label
