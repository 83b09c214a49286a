"""Which groups of digits may be a telephone number or an NHS number?"""

import re
from collections.abc import Iterator

from .hint import Hint, HintKind

DIGITS = re.compile(r"\d{1,20}")
BETWEEN = re.compile(r"[ \u00a0.\-–()]{1,3}")
LONGEST, MOST_GROUPS, MIN_ABROAD = 15, 6, 9
NHS_SHAPES = {(10,), (3, 3, 4), (3, 7), (6, 4), (3, 3, 2, 2), (4, 3, 3)}
Group = tuple[int, int]  # start, end


def check_digit_holds(digits: str) -> bool:
    """The last of ten digits is right for the nine before it (modulus 11, weights 10 to 2)."""
    total = sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), digits, strict=False))
    return (11 - total % 11) % 11 == int(digits[9])


def number_hints(text: str) -> Iterator[Hint]:
    groups = [match.span() for match in DIGITS.finditer(text)]
    at = 0
    while at < len(groups):
        run = _run(text, groups, at)
        used, hint = _first(text, run)
        if hint:
            yield hint
        at += used


def _run(text: str, groups: list[Group], at: int) -> list[Group]:
    """The groups from `at` on that stand close together."""
    run = [groups[at]]
    for group in groups[at + 1 : at + MOST_GROUPS]:
        if not BETWEEN.fullmatch(text[run[-1][1] : group[0]][:4]):
            break
        run.append(group)
    return run


def _first(text: str, run: list[Group]) -> tuple[int, Hint | None]:
    """The longest number that begins with the run's first group, and how many groups it takes up."""
    start = run[0][0]
    if text[start - 1 : start].isalpha() or text[start - 1 : start] in ("/", "_"):
        return 1, None
    for count in range(len(run), 0, -1):
        end = run[count - 1][1]
        digits = [text[first:last] for first, last in run[:count]]
        if text[end : end + 1].isalpha() or text[end : end + 1] == "_" or len("".join(digits)) > LONGEST:
            continue
        opens = _telephone(text, start, digits)
        if opens is not None:
            return count, Hint.at(HintKind.PHONE, text, opens, end)
        if _nhs(digits) and text[end : end + 1] != "/":
            return count, Hint.at(HintKind.NHS, text, start, end)
    return 1, None


def _telephone(text: str, start: int, groups: list[str]) -> int | None:
    """Where the number begins, its plus or bracket too; None when it is none."""
    digits = "".join(groups)
    before = text[max(start - 2, 0) : start]
    if before.endswith(("+", "+(")):
        return text.rindex("+", 0, start) if len(digits) >= MIN_ABROAD else None
    if digits.startswith("00"):
        return start if len(digits) >= MIN_ABROAD + 2 else None
    whole = len(groups[0]) >= 3 and all(len(group) >= 2 for group in groups)  # 01.02.2026 11.30 is none
    if whole and digits[0] == "0" and digits[1] in "1235789" and len(digits) in (10, 11):
        return start - 1 if before.endswith("(") else start
    return None


def _nhs(groups: list[str]) -> bool:
    shape = tuple(len(group) for group in groups)
    digits = "".join(groups)
    return shape in NHS_SHAPES and digits[0] != "0" and len(set(digits)) > 1 and check_digit_holds(digits)
