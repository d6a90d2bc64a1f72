"""What a passphrase must be. Length is what counts: three or four words that do not belong together."""

from __future__ import annotations

from marac_desk.errors import Refused

LEAST_LETTERS = 12
ADVICE = "At least 12 letters. Three or four words that do not belong together are easy to keep in mind."


def must_be_strong(passphrase: str) -> None:
    """Raises Refused for one that is too short, or that repeats one or two letters."""
    if len(passphrase.strip()) < LEAST_LETTERS:
        raise Refused(f"Please use at least {LEAST_LETTERS} letters.")
    if len(set(passphrase.casefold())) <= 2:
        raise Refused("Please use more than two different letters.")


def must_agree(passphrase: str, again: str) -> None:
    """Raises Refused when the second typing differs from the first."""
    if passphrase != again:
        raise Refused("The two are not the same. Please type it again.")
