from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from exports.pack import minutes_for, pack_of
from marac_desk.actions import Progress
from marac_desk.maracs import Marac
from marac_desk.record import MeetingRecord
from marac_desk.reference import load
from marac_desk.sample.bulk import fill
from marac_desk.sample.town import type_sample
from storage.queries import meetings
from storage.records import meeting_record
from storage.vault import Vault
from storage.verify import Severity, verify
from tests.support.vaults import cheap_vault

EVENING = datetime(2026, 11, 24, 18, tzinfo=UTC)


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """A real vault of this file's own, with the sample in it."""
    with cheap_vault(tmp_path_factory.mktemp("sample") / "vault").vault as opened:
        yield opened


@pytest.fixture(scope="module")
def finished(vault: Vault) -> MeetingRecord:
    """The finished meeting, as papers are made from it."""
    sample = type_sample(vault, EVENING)
    with vault.read() as read:
        return meeting_record(read.session, sample.finished_id)


def test_nothing_in_the_finished_meeting_stops_its_papers(finished: MeetingRecord) -> None:
    assert [(finding.place, finding.sentence) for finding in pack_of(finished, load()).findings] == []


def test_each_agency_can_have_its_own_copy_of_the_minutes(finished: MeetingRecord) -> None:
    reference = load()
    for agency in finished.agencies.values():
        assert minutes_for(finished, agency, reference).recipient == agency.name


def test_the_finished_meeting_opens_on_what_was_left_undone_and_on_a_case_that_has_been_quiet(
    finished: MeetingRecord,
) -> None:
    left = {earlier.action.state for earlier in finished.earlier_actions}
    assert {Progress.NOT_POSSIBLE, Progress.NOT_DONE} <= left
    assert len(finished.twelve_months) == 1


def test_a_vault_with_the_sample_in_it_is_sound(vault: Vault, finished: MeetingRecord) -> None:
    assert finished.cases
    assert [finding.say for finding in verify(vault) if finding.severity is Severity.DAMAGE] == []


def test_made_up_records_fill_a_vault_and_stop_no_papers(vault: Vault) -> None:
    filled = fill(vault, cases=30, years=1, seed=5, now=EVENING)
    with vault.read() as read:
        marac = read.get(Marac, filled.marac_id)
        assert (marac.cases_numbered, marac.meetings_numbered) == (30, filled.meetings)
        for row in meetings(read.session, filled.marac_id)[:8]:
            found = pack_of(meeting_record(read.session, row.id), load()).findings
            assert [(finding.place, finding.sentence) for finding in found] == []
