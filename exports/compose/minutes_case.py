"""One case in the minutes: its head, and the six steps in which it was heard."""

from __future__ import annotations

from itertools import groupby

from exports.compose.case_page import CasePage
from exports.compose.minutes_actions import write_actions
from exports.compose.minutes_summary import write_summary
from exports.compose.safety import RESTRICTED, contact_notice
from exports.compose.wording import (
    capital,
    counted,
    day_or,
    key_date,
    key_facts,
    labelled,
    row,
    sentence,
    spanned,
    together,
)
from exports.document import Cell, Column, Heading, KeyFacts, Notice, Paragraph, Run, Table, Text, Tone, plain, strong
from marac_desk.attendance import at_table
from marac_desk.dates import short_date
from marac_desk.discussion import Contribution, Discussion, MayKnow, Risk, Said, VoiceKind, VoiceLine
from marac_desk.meetings import Listing
from marac_desk.referrals import Referral

VOICE_LEFT_OUT = "The victim’s voice is not part of this copy."
VOICE = "the victim’s voice"
ONLY_FROM_VICTIM = "Known only from the victim"
ACT_WITH_CARE = "What is known only from the victim is not acted on in a way that shows where it comes from."
KINDS = {VoiceKind.SITUATION: "Now", VoiceKind.VIEW: "Views", VoiceKind.WISH: "Wishes", VoiceKind.FEAR: "Afraid of"}
ANSWERS = {
    Said.NOT_KNOWN: "Not known to us.",
    Said.NOTHING_RELEVANT: "Known; nothing relevant.",
    Said.NOT_PRESENT: "Not present, nothing sent.",
}


def write_case(page: CasePage) -> None:
    """Writes the whole case; of a deferred one its head and the reason."""
    with page.sheet.about(page.case.reference):
        listing = page.heard.item.listing
        reference = page.sheet.said(page.case.reference, "head")
        page.sheet.add(Heading(2, f"Case {reference} · {listing.value}", new_section=True), _head(page))
        _write_notes(page)
        if page.heard.item.deferred:
            because = page.sheet.said(page.heard.item.deferred_because, "deferred")
            page.sheet.add(Notice(Tone.OPEN, (plain(sentence(because)),), "Deferred, not discussed"))
            page.sheet.add(contact_notice(page, reasons=True))
        elif page.heard.discussion is None:
            alert = "Listed as an alert only, not discussed." if listing is Listing.ALERT_ONLY else "Not discussed."
            page.sheet.add(Paragraph(plain(alert)), contact_notice(page, reasons=True))
        else:
            _write_steps(page, page.heard.discussion)


def _write_steps(page: CasePage, discussion: Discussion) -> None:
    page.sheet.add(Heading(3, "1 Presented by the referrer"))
    page.sheet.prose(discussion.presented or "Not recorded.", "presented")
    _write_key_dates(page)
    page.sheet.add(Heading(3, "2 The victim’s voice"), _voice(page, discussion))
    page.sheet.add(Heading(3, "3 Information shared"), _shared(page, discussion))
    _write_risks(page, discussion)
    write_actions(page, discussion)
    write_summary(page, discussion)


# The head
def _head(page: CasePage) -> KeyFacts:
    heard = page.heard
    return key_facts(
        (
            ("Victim", page.victim()),
            ("Referred by", _referred_by(page)),
            ("Causing harm", page.causing_harm() or "Not recorded"),
            ("Threshold", _threshold(page, heard.referral)),
            ("Children", page.children()),
            ("Last heard", day_or(heard.last_heard, "Not heard before")),
            ("Others", page.others()),
            ("Interpreter", page.interpreter()),
            ("Transferred from", page.sheet.named(heard.referral.transferred_from if heard.referral else "", "head")),
        )
    )


def _referred_by(page: CasePage) -> str:
    referral = page.heard.referral
    if referral is None:
        return "Not recorded"
    names = [page.agency(page.record.agency_name(each.agency_id)) for each in referral.agencies]
    return ", ".join([*names, short_date(referral.received_on)])


def _threshold(page: CasePage, referral: Referral | None) -> str:
    """On which grounds the case is heard, with the count of the Dash or the score of another tool."""
    if referral is None:
        return "Not recorded"
    criteria, count = referral.criteria, referral.dash_count()
    grounds = (
        ("Repeat", criteria.repeat),
        ("Transfer", criteria.transfer),
        ("Escalation", criteria.escalation),
        ("Professional judgement", criteria.professional_judgement),
        ("Visible high risk", criteria.visible_high_risk and count is None),
        (f"Dash {count} of 24", count is not None),
        (page.sheet.said(str(referral.other_tool or ""), "threshold"), referral.other_tool is not None),
    )
    return "; ".join(ground for ground, there in grounds if there) or "Not recorded"


def _write_notes(page: CasePage) -> None:
    if page.case.restricted:
        page.sheet.add(Paragraph(strong(RESTRICTED)))
    if not page.warns_of_counter_case():
        return
    counter = page.counter_case()
    where = f" See case {page.sheet.named(counter.reference, 'counter-allegation')}." if counter else ""
    note = plain(f"In another case the roles are the other way round.{where} Neither may be told of the other.")
    primary = "" if page.near_perpetrator else page.sheet.said(page.case.primary_victim, "counter-allegation")
    settled = labelled("Primary victim", sentence(primary)) if primary else ()
    page.sheet.add(Notice(Tone.OPEN, tuple(filter(None, (note, settled))), "Counter-allegation"))


def _write_key_dates(page: CasePage) -> None:
    """The dates that the actions have to beat."""
    dates = [key_date(each.kind, each.on, page.date_note(each)) for each in page.key_dates()]
    if dates:
        page.sheet.add(Paragraph(labelled("Key dates", sentence("; ".join(dates)))))


# Step 2
def _voice(page: CasePage, discussion: Discussion) -> Notice:
    if page.near_perpetrator:
        return Notice(Tone.VOICE, (plain(VOICE_LEFT_OUT),))
    held = page.audience.voice_lines(page.case, discussion)
    paragraphs = [_told(page, list(lines)) for _, lines in groupby(held, key=_telling)]
    if discussion.voice_missing_because:
        because = sentence(page.sheet.said(discussion.voice_missing_because, VOICE))
        paragraphs.insert(0, labelled("It could not be had", because))
    if any(line.may_know is MayKnow.ONLY_FROM_VICTIM for line in held):
        paragraphs.append(plain(ACT_WITH_CARE))
    paragraphs += [plain(kept) for kept in _kept(discussion.voice, held)]
    return Notice(Tone.VOICE, tuple(paragraphs) or (plain("Not recorded."),))


def _telling(line: VoiceLine) -> tuple[object, ...]:
    """Lines said by the same person to the same person on the same day stand in one paragraph."""
    return (line.child_id, line.told_to, line.told_on, line.may_know)


def _told(page: CasePage, lines: list[VoiceLine]) -> Text:
    first = lines[0]
    whose = capital(page.label(page.case.party(first.child_id))) if first.child_id else ""
    marks = [mark for mark in (whose, ONLY_FROM_VICTIM if first.may_know is MayKnow.ONLY_FROM_VICTIM else "") if mark]
    opening = strong(": ".join(marks) + ".") if marks else ()
    to = f" to {page.sheet.said(first.told_to, VOICE)}" if first.told_to else ""
    on = f" on {short_date(first.told_on)}" if first.told_on else ""
    told = plain(f"Told{to}{on}.") if to or on else ()
    texts = (labelled(KINDS[line.kind], sentence(page.sheet.said(line.text, VOICE))) for line in lines)
    return together(opening, told, *texts)


def _kept(said: list[VoiceLine], held: list[VoiceLine]) -> list[str]:
    """How many lines are not here, and why; never what they were about."""
    room = sum(line.may_know is MayKnow.ROOM_ONLY for line in said)
    rest = len(said) - len(held) - room
    kept = [f"{counted(room, 'line was', 'lines were')} kept to the room."] if room else []
    return [*kept, f"{counted(rest, 'line is', 'lines are')} not part of this copy."] if rest else kept


# Step 3
def _shared(page: CasePage, discussion: Discussion) -> Table:
    columns = (Column("Agency", 1.2), Column("Fact", 3.6), Column("Professional view", 1.9))
    order = {agency.id: place for place, agency in enumerate(page.record.marac.round_table())}
    brought = sorted(discussion.contributions, key=lambda each: order.get(each.agency_id, len(order)))
    silent = [
        agency.name
        for agency in at_table(page.record.marac, page.record.meeting, discussion)
        if discussion.contribution_of(agency.id) is None
    ]
    rows = [_contribution(page, each) for each in brought]
    rows += [spanned(page.agency(name), "No answer recorded.", 3) for name in silent]
    return Table("Information shared", columns, tuple(rows), row_heads=True)


def _contribution(page: CasePage, each: Contribution) -> tuple[Cell, ...]:
    name = page.agency(page.record.agency_name(each.agency_id))
    if not each.heard:
        return spanned(name, "Sent in before the meeting; not heard or taken as read.", 3)
    if not page.audience.may_read(page.case, each.may_know) and (each.fact or each.view):
        kept = "Kept to the room." if each.may_know is MayKnow.ROOM_ONLY else "Not part of this copy."
        return spanned(name, kept, 3)
    who = f"{name}, {page.sheet.named(each.speaker, 'information shared')}" if each.speaker else name
    fact, view = (page.sheet.said(text, f"information shared by {name}") for text in (each.fact, each.view))
    if each.said in ANSWERS:
        words = " ".join(sentence(part) for part in (fact, view) if part)
        return spanned(who, " ".join(part for part in (ANSWERS[each.said], words) if part), 3)
    marks = ["In writing."] if _in_writing(page, each) else []
    only = each.may_know is MayKnow.ONLY_FROM_VICTIM
    source = page.sheet.said(each.source, f"information shared by {name}")
    told = together(
        strong(f"{ONLY_FROM_VICTIM}.") if only else (),
        *map(plain, marks),
        plain(fact),
        (Run(f"Source: {sentence(source)}", italic=True),) if source else (),
    )
    return row(who, told, view)


def _in_writing(page: CasePage, each: Contribution) -> bool:
    """Whether nobody said it: it came in writing, or was sent in by somebody who was not in the room."""
    here = {(line.agency_id, line.name) for line in page.record.meeting.present(page.case.id)}
    return each.said is Said.IN_WRITING or (each.filed and (each.agency_id, each.speaker) not in here)


# Step 4
def _write_risks(page: CasePage, discussion: Discussion) -> None:
    sheet = page.sheet
    sheet.add(
        Heading(3, "4 Risks, recapped by the chair" if discussion.risks_recapped and discussion.risks else "4 Risks")
    )
    columns = (
        Column("No.", 0.5),
        Column("Risk", 3.4),
        Column("To whom", 1.5),
        Column("Likelihood, impact", 1.3),
        Column("Raised by", 1.2),
    )
    risks = sorted(discussion.risks, key=lambda risk: risk.number)
    if risks:
        sheet.add(Table("Risks", columns, tuple(_risk(page, risk) for risk in risks)))
    else:
        sheet.add(Paragraph(plain("No risk is recorded.")))
    if silent := [risk.label for risk in risks if not risk.recapped]:
        sheet.add(Paragraph(plain(f"Not read out by the chair: {', '.join(silent)}.")))
    for label, text in (("Already in place", discussion.already_in_place), ("Overall", discussion.overall)):
        if text.strip():
            sheet.add(Paragraph(labelled(label, sentence(sheet.said(text, label.lower())))))


def _risk(page: CasePage, risk: Risk) -> tuple[Cell, ...]:
    likely = risk.likelihood.value if risk.likelihood else "likelihood not said"
    impact = risk.impact.value if risk.impact else "impact not said"
    raised = page.agency(page.record.agency_name(risk.raised_by)) if risk.raised_by else "Not said"
    return row(risk.label, page.risk(risk), page.to_whom(risk), capital(f"{likely}, {impact}"), raised)
