"""A paper with one of everything, about people who do not exist."""

from __future__ import annotations

from exports.document import (
    Block,
    Cell,
    Column,
    Document,
    Fact,
    Heading,
    Items,
    KeyFacts,
    Notice,
    PageBreak,
    Paragraph,
    Run,
    Signature,
    Table,
    Tone,
    plain,
    strong,
)

NAMES = ("Siân Ŵyn", "Wiśniewska", "Nguyễn", "Ọlábísí", "Дарія", "فاطمہ", "ਹਰਪ੍ਰੀਤ")
"""Made-up people's names in the letters of six languages and more."""


def paper(*blocks: Block, title: str = "Minutes of an invented meeting") -> Document:
    return Document(
        title=title,
        reference="NV-M-2026-23-minutes",
        marking="OFFICIAL-SENSITIVE",
        foot="Copy for Police. Not for a client file, court, solicitor or relative: requests to the coordinator",
        blocks=blocks,
        subject="Minutes",
        author="North Vale MARAC",
    )


def table(caption: str, titles: dict[str, float], *rows: tuple[str, ...], row_heads: bool = False) -> Table:
    columns = tuple(Column(title, share) for title, share in titles.items())
    cells = tuple(tuple(Cell(plain(text)) for text in row) for row in rows)
    return Table(caption, columns, cells, row_heads)


def case(number: int = 142) -> tuple[Block, ...]:
    return (
        Heading(2, f"Case NV-2026-0{number} · repeat", new_section=True),
        KeyFacts(
            (
                Fact("Victim", plain("Marta Invented, 31 (2 Mar 1995)")),
                Fact("Referred by", plain("Police, 16 Nov 2026")),
                Fact("Causing harm", plain("Daniel Sample, 34, ex-partner (alleged)")),
                Fact("Threshold", plain("Repeat; Dash 17 of 24")),
                Fact("Children", plain("Child 1, 7; child 2, 3; unborn, 28 weeks")),
                Fact("Last heard", plain("9 Apr 2026")),
            )
        ),
        Heading(3, "1 Presented by the referrer"),
        Paragraph(plain("Forced entry on 14 November; held by the throat; heard by both children.")),
        Heading(3, "2 The victim’s voice"),
        Notice(
            Tone.VOICE,
            (
                (
                    *plain("Told to the IDVA on 24 November, with an interpreter. "),
                    *strong("Now:"),
                    *plain(" staying with family. "),
                    *strong("Wishes:"),
                    *plain(" to keep the children’s school. "),
                    *strong("Afraid of:"),
                    *plain(" being waited for at the school gate. One line kept to the room."),
                ),
            ),
        ),
        Heading(3, "3 Information shared"),
        Table(
            "Information shared",
            (Column("Agency", 1.25), Column("Fact", 3.9), Column("Professional view", 2.05)),
            (
                (
                    Cell(plain("Police")),
                    Cell(plain("Charged on 15 November; bail with no contact to the hearing on 14 December.")),
                    Cell(plain("Escalating; likely to breach again.")),
                ),
                (
                    Cell(plain("Housing options")),
                    Cell(
                        plain("Joint tenancy; arrears of £640 since August; he asked for her address and was refused.")
                    ),
                    Cell(plain("Arrears look like economic abuse.")),
                ),
                (Cell(plain("Adult social care")), Cell(plain("Not known to us."), span=2)),
            ),
            row_heads=True,
        ),
        Heading(3, "4 Risks, recapped by the chair"),
        table(
            "Risks",
            {"No.": 0.55, "Risk": 4.0, "To whom": 1.35, "Likelihood, impact": 1.7},
            ("R1", "Entry to the home; non-fatal strangulation", "The victim", "Likely, very serious"),
            ("R2", "34 messages in breach of bail", "The victim", "Certain, serious"),
            ("R3", "Kept from antenatal care", "The victim, unborn child", "Likely, serious"),
        ),
        Paragraph((*strong("Already in place:"), *plain(" bail conditions; alarm; school knows who may collect."))),
        Notice(Tone.OPEN, (plain("No action faces the person causing harm."),), title="Open"),
        Heading(3, "5 Actions"),
        actions(number, 5),
        Heading(3, "6 Summary"),
        Notice(
            Tone.DANGER,
            (
                plain("Do not write, phone or visit; only through the IDVA."),
                plain("Must not be told: the victim’s brother."),
            ),
            title="How the victim must not be contacted",
        ),
        Paragraph(
            plain("Read back by the chair. The IDVA tells the victim on 27 November. Flag until 16 November 2027.")
        ),
    )


def actions(number: int, count: int) -> Table:
    whats = (
        ("Police, DS Example", "Arrest for breach of bail; tell the IDVA the result.", "26 Nov 2026", "R2"),
        ("Acute trust, C. Instance", "Strangulation assessment appointment, through the IDVA.", "27 Nov 2026", "R1"),
        (
            "Midwifery, R. Specimen",
            "See the victim alone at the clinic; report to the coordinator.",
            "1 Dec 2026",
            "R3",
        ),
    )
    rows = [(f"{number}.{place + 1}", *whats[place % len(whats)]) for place in range(count)]
    return table("Actions", {"No.": 0.6, "Agency, person": 1.5, "Action": 4, "By": 1.05, "Risk": 0.6}, *rows)


def one_of_everything() -> Document:
    names = [Run(f"{name}, ") for name in NAMES[:-2]]
    return paper(
        Heading(1, "Minutes of an invented meeting"),
        Paragraph(plain("Town Hall, 24 November 2026, 9.30 to 12.45. Chair: DI Placeholder.")),
        Heading(2, "Present"),
        Items((plain("Police: DI Placeholder"), plain("IDVA service: J. Example"), plain("Housing: K. Sample"))),
        Paragraph(
            (*names, Run("فاطمہ", language="ur"), Run(" and "), Run("ਹਰਪ੍ਰੀਤ", language="pa"), Run(" (all invented)."))
        ),
        Items((plain("Read the statement of confidentiality."), plain("Note conflicts of interest.")), numbered=True),
        Notice(
            Tone.PLAIN, (plain("What is said here is shared to protect, and goes no further."),), title="Confidential"
        ),
        *case(142),
        *case(143),
        PageBreak(),
        Heading(2, "All actions by agency"),
        actions(142, 60),
        Paragraph(plain("☐ sent  ☑ received → next"), small=True),
        Signature("I agree that these are the minutes of the meeting.", "DI Placeholder", "chair"),
    )
