"""What every paper with a case on it says first: how the victim must not be contacted, and who must not be told."""

from __future__ import annotations

from exports.compose.case_page import CasePage
from exports.compose.wording import labelled, sentence
from exports.document import Notice, Text, Tone, plain, strong
from marac_desk.actions import Action

CONTACT_TITLE = "How the victim must not be contacted"
RESTRICTED = "Restricted circulation: ask the coordinator before this case is passed on."
NOT_SAID = "Not yet said: ask the IDVA before any contact."
THROUGH_COORDINATOR = "Through the coordinator."
NEVER_TOLD = "The person causing harm is never told of this meeting, of this paper or of where any of it comes from."
HONOUR = "‘Honour’-based abuse: nobody in the family or the community is asked, told or used to interpret."


def contact_notice(page: CasePage, *, reasons: bool) -> Notice:
    """The prohibitions, which hold no contact detail, so that everybody with an action has them.

    The way allowed may tell where the victim can be found, so near the person causing harm it leads
    through the coordinator, as it does where it would tell of a pregnancy that the paper does not tell of.
    `reasons` adds why somebody must not be told, and never near the person causing harm.
    """
    rule, said = page.case.contact, page.sheet.said
    paragraphs: list[Text] = []
    if rule.never:
        paragraphs.append(plain(sentence(said(rule.never, "contact"))))
    if page.near_perpetrator or page.hides(rule.only):
        paragraphs.append(labelled("The one way allowed", THROUGH_COORDINATOR))
    elif rule.only:
        paragraphs.append(labelled("The one way allowed", sentence(said(rule.only, "contact"))))
    if not rule.never or not (rule.only or page.near_perpetrator):
        paragraphs.append(plain(NOT_SAID))
    if told := must_not_be_told(page, reasons=reasons and not page.near_perpetrator):
        paragraphs.append(labelled("Must not be told", told))
    if page.case.honour_based:
        paragraphs.append(strong(HONOUR))
    paragraphs.append(plain(NEVER_TOLD))
    return Notice(Tone.DANGER, tuple(paragraphs), CONTACT_TITLE)


def must_not_be_told(page: CasePage, *, reasons: bool) -> str:
    """Who in the family or community must not learn of this."""
    said = page.sheet.said
    people = [
        said(each.who, "must not be told")
        + (f" ({said(each.why, 'must not be told')})" if reasons and each.why.strip() else "")
        for each in page.case.must_not_be_told
    ]
    return sentence("; ".join(people)) if people else ""


def held_detail(page: CasePage, action: Action) -> str:
    """What everyone but the owner reads in place of a protected detail; nothing where there is none."""
    held = action.protected_detail.strip()
    return f"The coordinator holds detail {action.detail_label(page.case.number)}." if held else ""
