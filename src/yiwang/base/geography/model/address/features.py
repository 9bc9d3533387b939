"""What a tagger looks at in an address: characters around, shapes, endings before and behind, known parts."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from yiwang.base.geography.model.address.tagging import Marked, parts

#: What a character says of the part that it ends.
_ENDS: Final = {
    char: sign
    for sign, chars in {
        "P": "省", "C": "市", "D": "区县旗", "T": "镇乡", "V": "村社屯庄", "R": "路街道巷弄胡同", "N": "号",
        "H": "幢栋座楼", "U": "单元", "F": "层", "M": "室", "B": "苑园城厦场院", "G": "口门旁边近面",
    }.items()
    for char in chars
}  # fmt: skip
_NUMERALS: Final = frozenset("零〇一二三四五六七八九十百两")
_LONGEST_KNOWN: Final = 12
_AROUND: Final = 3
Known = Mapping[str, Iterable[str]]


class Parts:
    """The parts of annotated addresses by their words, to be recognised in others."""

    def __init__(self, marked: Iterable[Marked] = ()) -> None:
        self._counts: dict[str, Counter[str]] = defaultdict(Counter)
        for one in marked:
            for part in parts(one.labels):
                self._counts["".join(one.tokens[part.start : part.end])][part.tag] += 1

    def known(self, text: str, without: Counter[tuple[str, str]]) -> list[str]:
        """Return the tags that ``text`` had; ``without`` are occurrences that do not count."""
        counts = self._counts.get(text)
        if counts is None:
            return []
        return [tag for tag, n in counts.items() if n > without[text, tag]]


def features(
    tokens: Sequence[str], seen: Parts, areas: Known, labels: Sequence[str] | None = None
) -> list[list[str]]:
    """Return the features of each token.

    ``areas`` are names of areas with their kinds. ``labels`` are given while learning: the address itself is
    then left out of what ``seen`` knows, or the tagger would learn that every part is known.
    """
    forms = [unicodedata.normalize("NFKC", token).lower() for token in tokens]
    shapes = [_shape(form) for form in forms]
    words = [shape if shape[0] in "DL" else form for form, shape in zip(forms, shapes, strict=True)]
    found: list[list[str]] = [["b"] for _ in tokens]
    _characters(found, words, shapes, forms)
    _skeleton(found, [_sign(form, shape) for form, shape in zip(forms, shapes, strict=True)], forms)
    _repeats(found, forms)
    own: Counter[tuple[str, str]] = Counter()
    if labels is not None:
        own.update(("".join(tokens[p.start : p.end]), p.tag) for p in parts(labels))
    _known(found, tokens, seen, areas, own)
    return found


def _shape(form: str) -> str:
    if form.isdecimal():
        return f"D{min(len(form), 5)}"
    if form.isascii() and form.isalpha():
        return f"L{min(len(form), 3)}"
    if form in _NUMERALS:
        return "N"
    return "X" if len(form) > 1 else "H" if "\u4e00" <= form <= "\u9fff" else "-"


def _sign(form: str, shape: str) -> str:
    return {"D": "0", "L": "a", "-": "-"}.get(shape[0]) or _ENDS.get(form, "x")


def _characters(found: list[list[str]], words: list[str], shapes: list[str], forms: list[str]) -> None:
    count, edge = len(words), _AROUND + 1
    padded = [f"<{edge - i}" for i in range(edge)] + words + [f">{i}" for i in range(edge + 1)]
    for at, out in enumerate(found):
        here = at + edge
        for size in range(1, 5):
            for offset in range(-_AROUND, _AROUND + 2 - size):
                out.append(f"{size}{offset}{''.join(padded[here + offset : here + offset + size])}")
        out.extend(
            (
                f"f{forms[at]}",
                f"s{shapes[at]}",
                f"s3{'|'.join(shapes[max(0, at - 1) : at + 2])}",
                f"s5{'|'.join(shapes[max(0, at - 2) : at + 3])}",
                f"p{min(at // 4, 5)}",
                f"q{min((count - 1 - at) // 4, 5)}",
            )
        )


def _skeleton(found: list[list[str]], signs: list[str], forms: list[str]) -> None:
    """Add what ends before and behind a token, however far away."""
    for at, out in enumerate(found):
        left, right = _short(signs[:at]), _short(signs[at + 1 :])
        for size in range(1, 5):
            out.extend((f"l{size}{left[-size:]}", f"r{size}{right[:size]}"))
        out.extend((f"k{left[-2:]}.{signs[at]}.{right[:2]}", f"c{left[-3:]}{forms[at]}"))
        out.extend([f"{'+' if sign in left else '-'}L{sign}" for sign in "RNHUFMBVTD"])
        out.extend([f"{'+' if sign in right else '-'}R{sign}" for sign in "RNHUFMBVTD"])
        out.extend(
            (
                f"m{''.join(sign for sign in 'RNHUFM' if sign in left)}{signs[at]}",
                f"n{''.join(sign for sign in 'RNHUFM' if sign in right)}{signs[at]}",
            )
        )
        for reach in range(1, 8):
            if at + reach < len(signs) and (ends := signs[at + reach]) not in "x0a-":
                out.append(f">{ends}{min(reach, 5)}")
            if at >= reach and (ended := signs[at - reach]) not in "x0a-":
                out.append(f"<{ended}{min(reach, 5)}")


def _short(signs: list[str]) -> str:
    kept = [sign for at, sign in enumerate(signs) if sign != "x" or at == 0 or signs[at - 1] != "x"]
    return "".join(kept)


def _repeats(found: list[list[str]], forms: list[str]) -> None:
    """Add whether the pair of tokens here is said before or again: what is said twice is redundant once."""
    pairs = [a + b for a, b in zip(forms, [*forms[1:], "$"], strict=True)]
    first = {pair: at for at, pair in reversed(list(enumerate(pairs)))}
    last = {pair: at for at, pair in enumerate(pairs)}
    for at, out in enumerate(found):
        said = "".join(
            sign
            for sign, told in (
                ("r", first[pairs[at]] < at - 1),
                ("l", at > 0 and first[pairs[at - 1]] < at - 2),
                ("R", last[pairs[at]] > at + 1),
                ("L", at > 0 and last[pairs[at - 1]] > at),
            )
            if told
        )
        out.append(f"d{said}")
        if said:
            out.append(f"D{said}{forms[at]}")


def _known(
    found: list[list[str]], tokens: Sequence[str], seen: Parts, areas: Known, own: Counter[tuple[str, str]]
) -> None:
    for start in range(len(tokens)):
        for end in range(start + 2, min(len(tokens), start + _LONGEST_KNOWN) + 1):
            text = "".join(tokens[start:end])
            tags = [f"g{tag}{min(end - start, 5)}" for tag in seen.known(text, own)]
            tags += [f"a{kind}" for kind in areas.get(text, ())]
            for tag in tags:
                found[start].append(f"B{tag}")
                found[end - 1].append(f"E{tag}")
                for inner in range(start + 1, end - 1):
                    found[inner].append(f"I{tag}")
