"""Texts that somebody may paste who means harm, or whose other program means none."""

from __future__ import annotations

MEGABYTE = 2**20

TEXTS = {
    "control characters": "a\0b\1c\x07d\x1be[31mf\x7fg\x85h",
    "reading turned round": "Marta \u202edetnevni\u202c \u2066x\u2069 \u200f\u200e end",
    "halves of a pair": "a\ud800b\udc00c\udfff\ud83d end",
    "no characters": "a\ufffeb\uffffc\ufdd0 end",
    "a byte order mark": "\ufeffMarta\ufeff end",
    "line ends of every kind": "a\r\nb\rc\nd\u2028e\u2029f\x0bg\x0ch",
    "a formula": '=HYPERLINK("http://example.invalid";"Marta")',
    "a command": "+cmd|' /C calc'!A0",
    "another formula": "@SUM(1+1)*cmd|' /C calc'!A0",
    "markup": "]]></w:t><script>alert(1)</script><!--&amp;&#0;<b>",
    "a statement": "'); DROP TABLE person; --\" OR 1=1",
    "search words": '"NEAR(marta* AND -"" OR col:x ^( )',
    "a template": "{{7*7}} ${7*7} %n%s%x {0.__class__} \\N{NULL} \\u0000",
    "a path": "../../../../etc/passwd\\..\\CON|<>:*?",
    "marks without end": "a" + "\u0301\u0335\u0489" * 2000,
    "invisible": "\u200b\u200c\u200d\u2060\u00ad\u034f\u180e end",
    "tags and flags": "\U000e0041\U000e0042\U0001f1ec\U0001f1e7 end",
    "far letters": "\U0001f600 漢字 𝕄𝕒𝕣𝕥𝕒 ﷽ end",
    "right to left": "مارتا בדויה marta ١٢٣ end",
    "spaces alone": " \t\u00a0\u2003\u3000 ",
    "lines without end": "x\n" * 20_000,
    "one word without end": "w" * 60_000,
    "as long as can be": "word " * 40_000,
    "a megabyte": "paste " * (MEGABYTE // 6),
    "a megabyte of lines": "paste\n" * (MEGABYTE // 6),
    "a megabyte of one word": "p" * MEGABYTE,
}
