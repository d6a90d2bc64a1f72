"""Readers pass in any number; whoever closes the gate waits for them, and they wait for whoever closed it."""

from __future__ import annotations

import threading

import pytest

from marac_desk.errors import VaultInUse
from storage import gate as gate_module
from storage.gate import Gate


def test_readers_do_not_wait_for_each_other_nor_for_a_writer() -> None:
    gate = Gate()
    with gate.alone(), gate.passed(), gate.passed():
        pass


def test_a_reader_waits_until_the_gate_is_open_again() -> None:
    gate, seen = Gate(), []
    began = threading.Event()

    def read() -> None:
        began.set()
        with gate.passed():
            seen.append("read")

    thread = threading.Thread(target=read)
    with gate.closed():
        thread.start()
        began.wait()
        thread.join(timeout=0.1)
        assert seen == []
        with gate.passed():
            seen.append("own")
    thread.join()
    assert seen == ["own", "read"]


def test_while_somebody_reads_it_is_not_closed_and_others_may_still_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate_module, "PATIENCE", 0.05)
    gate = Gate()
    with gate.passed():
        with pytest.raises(VaultInUse, match="being read"), gate.closed():
            raise AssertionError("it was closed over a reader")
        with gate.passed():
            pass
    with gate.closed():
        pass


def test_what_is_told_while_it_is_closed_is_told_once_it_is_open_also_after_a_failure() -> None:
    gate, told = Gate(), []

    def fail_within() -> None:
        with gate.closed():
            gate.when_open(lambda: told.append(gate._closed_by))
            assert told == []
            raise VaultInUse("Something failed.")

    with pytest.raises(VaultInUse):
        fail_within()
    assert told == [None]
    gate.when_open(lambda: told.append(1))
    assert told == [None, 1]
