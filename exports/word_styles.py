"""The styles, lists and fonts of a Word paper: real ones, so that headings navigate and lists are lists."""

from __future__ import annotations

from dataclasses import replace

from exports.document import Tone
from exports.fonts import BASE, FAMILIES
from exports.look import (
    BARS,
    BODY,
    BODY_WIDTH,
    CELL,
    CELL_HEAD,
    FOOT,
    HEADING,
    HEADINGS,
    ITEM,
    LABEL,
    MARKING,
    RULED_HEADING,
    SMALL,
    SOFT,
    TABLE_FRAME,
    TABLE_HEAD,
    TABLE_LINE,
    Style,
)
from exports.word_parts import Element, colour, font_name, half_points, twips, w

BULLETS, NUMBERS = 1, 2
"""The two kinds of list in the numbering part."""

# What Word takes on a computer that lacks the font.
_STAND_INS = {BASE: "Segoe UI", "NotoSansArabic": "Segoe UI", "NotoSansHebrew": "Segoe UI"}
_OTHER_STAND_IN = "Nirmala UI"


def notice_style(tone: Tone) -> str:
    """The id of the paragraph style for a notice of this tone."""
    return f"Notice{tone.value.capitalize()}"


def style_sheet(language: str) -> list[Element]:
    """Everything that stands in the part for styles."""
    name = font_name(BASE)
    ground = w(
        "rPr",
        w("rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name),
        w("color", val=colour(BODY.colour)),
        w("sz", val=half_points(BODY.size)),
        w("szCs", val=half_points(BODY.size)),
        w("lang", val=language, eastAsia=language, bidi="ar-SA"),
    )
    defaults = w("docDefaults", w("rPrDefault", ground), w("pPrDefault"))
    return [
        defaults,
        _style("Normal", BODY, default=True),
        w("style", w("name", val="Default Paragraph Font"), type="character", default="1", styleId="DefaultFont"),
        w("style", w("name", val="No List"), type="numbering", default="1", styleId="NoList"),
        *(_heading(level) for level in HEADINGS),
        _style("List Bullet", ITEM, _numbered(BULLETS)),
        _style("List Number", ITEM, _numbered(NUMBERS)),
        _style("Small Print", SMALL),
        _style("Table Heading", CELL_HEAD, w("keepNext")),
        _style("Table Text", CELL),
        _style("Fact Label", LABEL),
        _style("Fact", replace(BODY, above=0.0)),
        *(_notice(tone) for tone in Tone),
        _style("Signature Line", Style(10, 14, SOFT, above=26), w("keepNext"), _signature_rule(), _tab(0.66, "left")),
        _style("Marking", replace(MARKING, above=5), centred=True),
        _style("Page Foot", FOOT, _foot_rule(), _tab(1.0, "right")),
        *_table_styles(),
    ]


def _style(name: str, look: Style, *more: Element, default: bool = False, centred: bool = False) -> Element:
    marks: dict[str, str | int] = {"default": "1"} if default else {}
    spacing = w("spacing", before=twips(look.above), after=0, line=twips(look.leading), lineRule="atLeast")
    ends = [w("jc", val="center")] if centred else []
    return w(
        "style",
        w("name", val=name),
        *([] if default else [w("basedOn", val="Normal")]),
        w("qFormat"),
        w("pPr", *_ordered([*more, spacing, *ends])),
        w("rPr", *_type(look)),
        type="paragraph",
        styleId=name.replace(" ", ""),
        **marks,
    )


def _type(look: Style) -> list[Element]:
    return [
        *([w("b"), w("bCs")] if look.bold else []),
        w("color", val=colour(look.colour)),
        w("sz", val=half_points(look.size)),
        w("szCs", val=half_points(look.size)),
    ]


_PARAGRAPH_ORDER = ("keepNext", "keepLines", "numPr", "pBdr", "shd", "tabs", "spacing", "ind", "jc", "outlineLvl")


def _ordered(properties: list[Element]) -> list[Element]:
    """Paragraph properties in the order of the schema; Word calls a file damaged that has them in another."""
    return sorted(properties, key=lambda each: _PARAGRAPH_ORDER.index(each.tag.rpartition("}")[2]))


def _heading(level: int) -> Element:
    rule = w("pBdr", w("bottom", val="single", sz=6, space=1, color=colour(HEADING)))
    more = [w("keepNext"), w("keepLines"), w("outlineLvl", val=level - 1)]
    style = _style(f"heading {level}", HEADINGS[level], *more, *([rule] if level == RULED_HEADING else []))
    style.find("./{*}pPr/{*}spacing").set(style.tag.replace("}style", "}after"), str(twips(3)))
    style.insert(2, w("next", val="Normal"))
    style.set(style.tag.replace("}style", "}styleId"), f"Heading{level}")
    return style


def _numbered(kind: int) -> Element:
    return w("numPr", w("numId", val=kind))


def _notice(tone: Tone) -> Element:
    """Neighbours in one such style share one box; the rules above and below are room in the tint's colour."""
    bar, tint = BARS[tone]
    edge: dict[str, str | int] = {"val": "single", "sz": 4, "space": 4, "color": colour(tint)}
    box = w(
        "pBdr",
        w("top", **edge),
        w("left", val="single", sz=24, space=8, color=colour(bar)),
        w("bottom", **edge),
        w("right", **edge),
    )
    name = f"Notice {tone.value.capitalize()}"
    shade = w("shd", val="clear", color="auto", fill=colour(tint))
    return _style(name, Style(10, 14, above=2), box, shade, w("ind", left=twips(10), right=twips(6)))


def _signature_rule() -> Element:
    return w("pBdr", w("bottom", val="single", sz=6, space=1, color=colour(TABLE_FRAME)))


def _foot_rule() -> Element:
    return w("pBdr", w("top", val="single", sz=4, space=4, color=colour(TABLE_FRAME)))


def _tab(share: float, side: str) -> Element:
    return w("tabs", w("tab", val=side, pos=twips(BODY_WIDTH * share)))


def _table_styles() -> list[Element]:
    """A ruled table with a tinted first row, and one without any rules for labels and values."""
    rule: dict[str, str | int] = {"val": "single", "sz": 4, "space": 0, "color": colour(TABLE_LINE)}
    frame = {**rule, "color": colour(TABLE_FRAME)}
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = w("tblBorders", *(w(side, **rule) for side in sides))
    first = w(
        "tblStylePr",
        w(
            "tcPr",
            w("tcBorders", *(w(side, **frame) for side in (*sides[:4], "insideV"))),
            w("shd", val="clear", color="auto", fill=colour(TABLE_HEAD)),
        ),
        type="firstRow",
    )
    return [
        _table_style("Table Normal", _margins(0, 0), default="1"),
        _table_style("Ruled Table", borders, _margins(6, 4), first),
        _table_style("Fact Table", _margins(0, 0.5, right=6)),
    ]


def _table_style(name: str, *properties: Element, **marks: str) -> Element:
    outer = [each for each in properties if not each.tag.endswith("tblStylePr")]
    inner = [each for each in properties if each.tag.endswith("tblStylePr")]
    table = w("tblPr", w("tblInd", w=0, type="dxa"), *outer)
    return w("style", w("name", val=name), table, *inner, type="table", styleId=name.replace(" ", ""), **marks)


def _margins(side: float, above: float, right: float | None = None) -> Element:
    sizes = {"top": above, "left": side, "bottom": above, "right": side if right is None else right}
    return w("tblCellMar", *(w(edge, w=twips(size), type="dxa") for edge, size in sizes.items()))


def lists() -> list[Element]:
    """The two kinds of list, and one list of each kind."""
    return [
        _kind(BULLETS, "bullet", "•"),
        _kind(NUMBERS, "decimal", "%1."),
        *(w("num", w("abstractNumId", val=kind), numId=kind) for kind in (BULLETS, NUMBERS)),
    ]


def _kind(number: int, form: str, sign: str) -> Element:
    name = font_name(BASE)
    level = w(
        "lvl",
        w("start", val=1),
        w("numFmt", val=form),
        w("lvlText", val=sign),
        w("lvlJc", val="left"),
        w("pPr", w("ind", left=twips(20), hanging=twips(16))),
        w("rPr", w("rFonts", ascii=name, hAnsi=name, cs=name, hint="default")),
        ilvl=0,
    )
    return w("abstractNum", w("multiLevelType", val="singleLevel"), level, abstractNumId=number)


def numbered_from_one(number: int) -> Element:
    """One more numbered list, which starts from one again."""
    again = w("lvlOverride", w("startOverride", val=1), ilvl=0)
    return w("num", w("abstractNumId", val=NUMBERS), again, numId=number)


def fonts() -> Element:
    """Which fonts the paper names, and what stands in for each where it is not installed."""
    return w(
        "fonts",
        *(
            w(
                "font",
                w("altName", val=_STAND_INS.get(family, _OTHER_STAND_IN)),
                w("family", val="swiss"),
                w("pitch", val="variable"),
                name=font_name(family),
            )
            for family in FAMILIES
            if "Symbols" not in family
        ),
    )


def settings(language: str) -> list[Element]:
    """How Word treats the file: as of 2013, no old habits; every field is counted when it is opened."""
    mode = w("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    return [
        w("zoom", percent=100),
        w("defaultTabStop", val=720),
        w("characterSpacingControl", val="doNotCompress"),
        w("compat", mode),
        w("themeFontLang", val=language, bidi="ar-SA"),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    ]
