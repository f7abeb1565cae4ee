"""Strings that people and programs type where words are expected, a kind each."""

import random

HOSTILE = (
    # Quotation marks, open, closed, doubled and nested.
    '"', '""', '"""', "'", "''", "'\"", '"a', 'a"', 'a"b', '"a" "b', '"' * 200, "`", "“", "„a“",
    "«a»", "‘a’", '"a OR b"', '"-a"', '"*"',
    # What other query languages take for operators.
    "*", "**", "a**", "*abc", "abc*def", "abc *", '"abc"*', "ab*", "a*", "^abc", "a ^b", "^",
    "+", "a + b", "-", "--", "---", "- a", "a -", "-a", "-a -b", "--a", "-*", "!a", "a & b",
    "a | b", "~a", "a~2", "a^2", "(", ")", "()", "(a", "a)", "(a OR b)", "((a))", "(" * 200,
    ")" * 200, "{", "}", "{a b}: c", "[a]", "[", "]", "[sic]", "[...]", "a:b", ":", "a:", ":a",
    "text:a", "title : a", "rowid:1", "NEAR", "NEAR(", "NEAR(a b, 2)", "near/2", "AND", "OR",
    "NOT", "a AND", "AND b", "a AND OR b", "a NOT b", "NOT b", "OR OR", "OR a", "a OR",
    "a OR -b", "or", "TO", "a TO b",
    # SQL, its comments, wildcards and parameters.
    ";", "; DROP TABLE quote", "a;--", "' OR 1=1 --", "/* a */", "a -- b", "%", "%%", "_",
    "a%b", "\\", "\\\"", "?", "?1", ":p", "@p", "$p", "a, b", ",", "quote_text", "rank",
    "rowid", "NULL",
    # Characters that are not seen, or not there.
    " ", "\t", "a\tb", "a\nb", "a\rb", "\r\n", "\0", "a\0b", "\x01", "\x1b[31m", "\x7f", "\x85",
    "\u00a0", "\u00ad", "a\u00adb", "\u200b", "a\u200bb", "\u200d", "\u2028", "\u202e",
    "\u202eabc", "\ufeff", "\ufffd", "\ufdd0a\ufdd1", "\uffff", "\U0010ffff", "\ue000",
    "\ud800", "a\ud800b", "\udc00\ud800",
    # Other scripts, and letters that change when they are compared.
    "😀", "👨‍👩‍👧‍👦", "🇯🇵", "e\u0301", "\u0301", "a" + "\u0301" * 150, "ﬁne", "ﷺ", "straße",
    "STRASSE", "İstanbul", "ıı", "Łódź", "知事", "知", "ひらがな", "กขค", "שלום", "مرحبا",
    "नमस्ते", "Ω", "ﬀ", "ǅ", "ẞ",
    # What stands in texts and is no word, or more than one.
    "U.S.", "U.S", "F-35", "C++", "C#", "R&D", "AT&T", "&amp;", "&#0;", "&#x110000;", "a_b",
    "$5", "5%", "4,500", "3.14", "1e9", "1/2", "-1", "NaN", "inf", "0x10", "12:30", "…", "...",
    ". . .", "—", "–", "a—b", "#tag", "@name", "<b>", "<script>alert(1)</script>",
    "http://a.example/?q=1#x", "../../etc", "a/b", "/", "//", "people/", "countries/",
    "people/a/b", "{{7*7}}", "${a}", "%00", "%s", "%n",
    # Too much of it.
    "x" * 199, "x" * 200, "x" * 201, "x " * 100, "x " * 16, "x " * 17, "x OR " * 40, "-x " * 17,
    "a" * 3_000, "é" * 1_000, "a-" * 100, "a.b." * 50, "'" * 200, "x*" * 100, "xyz* " * 16,
)  # fmt: skip

_ALPHABETS = (
    '"*-() ORaé',
    "“”‘’\"'` ,;:.!?…—[](){}<>",
    "abc ABC xyz* -no OR AND NOT NEAR ",
    'ready storm Orma tern "any" …[]*-\'’&;#%0123',
    "".join(chr(code) for code in range(0xA1, 0x2FFF)),
    '"*-() ORaé\0\ud800',
    "".join(map(chr, range(256))),
)


def hostile_strings(count: int) -> list[str]:
    """Return as many strings, always the same: of operators, of words, of any code points."""
    chosen = random.Random("hostile")
    found: dict[str, None] = {}
    while len(found) < count:
        found[_hostile_string(chosen)] = None
    return list(found)


def _hostile_string(chosen: random.Random) -> str:
    length = chosen.choice([2, 5, 8, 20, 60, 150, 220])
    kind = chosen.randrange(len(_ALPHABETS) + 2)
    if kind < len(_ALPHABETS):
        return "".join(chosen.choices(_ALPHABETS[kind], k=length))
    if kind == len(_ALPHABETS):
        return " ".join(chosen.choices(HOSTILE, k=chosen.randint(1, 4)))[:length]
    return "".join(chr(chosen.randrange(0x110000)) for _ in range(length))
