"""What reads like a street address in free text: a house number, a name, and a British word for a street.

A street without its number, a house that has only a name and a number in words are not known by this.
"""

from __future__ import annotations

import re

_ROADS = """road rd street st lane ln avenue ave av crescent cres gardens gdns terrace terr grove mews square sq
    boulevard close cl drive way court ct place pl row hill park walk view rise green parade wharf yard"""
_RARER = """approach bridge broadway brow chase circus common copse cottages croft dale dene end esplanade field fields
    fold garth gate glade glebe glen heath heights hollow lea meadow meadows mount nook orchard paddock passage path
    promenade quay ridge side spinney vale villas wood woods wynd brae"""
_HOUSES = "house lodge tower towers point mansions building buildings block hall villa"

_WORD = r"(?:st\.\s|[^\W\d_]++(?:['’][^\W\d_]++)*+)"
_GAP = r"(?:[\s_\-·•/]++|\.(?!\s))"
_CANDIDATE = re.compile(
    rf"""(?<![\w£$€])(?<!\d[:./\-])(?P<number>\d{{1,4}})[a-z]?   # 14, 14a
    (?:\s?[\-/&]\s?\d{{1,4}}[a-z]?)?+                           # 3/2, 12-14
    (?:\s?,\s?|{_GAP}|(?-i:(?=[A-Z][a-z])))                     # and a comma, or nothing: 14Rowan Close
    (?P<words>{_WORD}(?:{_GAP}?{_WORD}){{0,3}}?)
    {_GAP}(?P<street>{"|".join(f"{_ROADS} {_RARER} {_HOUSES}".split())})(?!\w)
    (?:\s(?P<after>[^\W\d_]{{1,14}}))?""",
    re.IGNORECASE | re.VERBOSE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_BEFORE = re.compile(r"([^\W\d_]+)[\s#(]{1,2}$")
_EACH_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_RARE, _HOUSE = _listed(_RARER), _listed(_HOUSES)
_FLATS = _listed("flat flt apartment apt maisonette")
_MONTHS = _listed("""january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec""")
_BEFORE_A_YEAR = _MONTHS | _listed("in of since during until")
_COUNTED = _listed("section page action step item line tier level stage score scored dash part")
"""What is told by its number: page 3, section 47."""
_COLLAR = _listed("pc pcso dc ds di officer")
"""Whose number comes before a surname, which may be Hill or Green."""
_JOINING = _listed("the of on and le de in by upon")
"""What stands small inside the name of a street: 14 the Green."""

_OF_LAW = _listed("""the crown county family magistrates magistrate magistrate's youth high civil
    criminal supreme appeal sheriff protection""")
_AFTER_COURT = _listed("""order hearing date case proceeding appearance bail fine room application
    report""")
_ORDINARY = _listed("""a an and or the to in on at by for from with of was were is are be been has have had will would
    should could can must not no he she they it his her their him them who which that this these those more other than
    per as if when then after before since under over up out down away off into near further different same own very so
    too all both also about until against only just again still now there here am pm day week month year
    hour hr min minute mile mph foot feet metre km aged bed bedroom bedroomed storey door car man men woman women
    child children person people adult police staff pc ds dc idva mum dad mother father parent victim perpetrator
    neighbour friend officer worker agency agencies action case visit call message text time safe taking took take
    taken way half long short second third last next previous recent pending upcoming possible live remain stay living
    risk report incident offence breach assault knife knives house flat street meeting contact""")
"""What follows a number in an ordinary sentence, also with an s, and is in no street's name that is written small."""


def gives_an_address(text: str) -> bool:
    """Whether a text, in plain letters, holds what reads like the number and the name of a street."""
    return any(map(_is_one, _CANDIDATE.finditer(text)))


def _is_one(found: re.Match[str]) -> bool:
    words, street, before = _EACH_WORD.findall(found["words"]), found["street"], _word_before(found)
    if before in _COLLAR or (before in _BEFORE_A_YEAR and _YEAR.fullmatch(found["number"])):
        return False
    if street.casefold() in _HOUSE and before not in _FLATS:
        return False
    named = _is_named([*words, street])
    small = [word.casefold() for word in words]
    if _of_law(small, street, "" if named else found["after"] or ""):
        return False
    if small[0] in _MONTHS:
        return named and len(words) == 1
    return named or (before not in _COUNTED and not any(map(_is_ordinary, small)) and _may_be_small(street))


def _word_before(found: re.Match[str]) -> str:
    """The word before the number, in small letters, if nothing else stands between."""
    before = _BEFORE.search(found.string[max(0, found.start() - 16) : found.start()])
    return before[1].casefold() if before else ""


def _is_named(words: list[str]) -> bool:
    """Whether capitals make a name of these words; where all is in capitals, they tell nothing."""
    large = all(word[0].isupper() or word in _JOINING for word in words) and words[-1][0].isupper()
    return large and not all(map(str.isupper, words))


def _may_be_small(street: str) -> bool:
    """Whether the word is of a street also in small letters: 14 rowan close, but not 14 mile end."""
    return street.casefold() not in _RARE or street.isupper()


def _is_ordinary(word: str) -> bool:
    return word in _ORDINARY or word.removesuffix("'").removesuffix("s") in _ORDINARY


def _of_law(words: list[str], street: str, after: str) -> bool:
    """A court of law: on 2 November Crown Court, 3 new court orders."""
    if street.casefold() not in ("court", "ct"):
        return False
    return words[-1] in _OF_LAW or after.casefold().removesuffix("s") in _AFTER_COURT
