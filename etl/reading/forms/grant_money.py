"""The currency of a grant, and its amounts, as funders write them. The standard asks for a code of ISO 4217.

A sign that only one currency has is read as its code; "$" is of many. An amount with the sign of another currency than the
grant's is refused: nobody but the funder knows which of the two is right.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

import pandas as pd
from rapidfuzz.distance import OSA

from etl.reading.part import Part, Problem
from etl.reading.values import tidy_text

POUND, EURO = "GBP", "EUR"
ISO_4217 = frozenset(re.findall("[A-Z]{3}",
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP "
    "CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD "
    "IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR "
    "MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP "
    "SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XOF "
    "XPF YER ZAR ZMW ZWG"
))  # fmt: skip
SPELT = {
    "£": POUND, "ukp": POUND, "826": POUND, "stg": POUND, "sterling": POUND, "pound": POUND, "pounds": POUND,
    "pound sterling": POUND, "pounds sterling": POUND, "£ gbp": POUND, "gbp £": POUND, "gbp (£)": POUND, "£ (gbp)": POUND,
    "british pound": POUND, "british pounds": POUND, "uk pounds": POUND,
    "€": EURO, "euro": EURO, "euros": EURO, "978": EURO, "us$": "USD", "us dollar": "USD", "us dollars": "USD", "840": "USD",
}  # fmt: skip
AMOUNTS = ("awarded", "applied_for", "disbursed")
_MARK = re.compile(
    r"^(-?\s*)(£|€|us\$|\$|[a-z]{3}(?![a-z]))|(£|€|[a-z]{3}|pounds?(?: sterling)?|euros?)$", re.IGNORECASE
)
"""The sign or word of a currency before or after a number."""


def with_money(part: Part) -> Part:
    """Return grants with codes of ISO 4217 as currencies and amounts without the sign of the grant's own currency."""
    if "currency" not in part.rows:
        return part
    given = part.rows["currency"]
    codes = given.map({text: currency_code(str(text)) or str(text) for text in given.unique()}).astype("str")
    rows, problems = part.rows.assign(currency=codes), list(_currency_problems(part, codes))
    for name in AMOUNTS:
        if name in rows:
            problems += _amount_problems(part, name, codes)
            pairs = zip(rows[name].tolist(), codes.tolist(), strict=True)
            rows[name] = pd.Series([_amount(text, code) for text, code in pairs], rows.index, dtype="str")
    return replace(
        part,
        rows=rows,
        problems=(*part.problems, *problems),
        notes=(*part.notes, *_notes(given.tolist(), codes.tolist())),
    )


def currency_code(text: str) -> str:
    """Return the code of ISO 4217 that a text stands for, or "" when it stands for none."""
    bare = tidy_text(text)
    if bare.upper() in ISO_4217:
        return bare.upper()
    return SPELT.get(bare.casefold().rstrip("."), "")


def _currency_problems(part: Part, codes: pd.Series) -> Iterator[Problem]:
    """Yield an error for each row whose currency looks like a code but is none."""
    for row, text in codes.items():
        code = tidy_text(str(text))
        if code in ISO_4217 or not re.fullmatch("[A-Z]{3}", code):
            continue  # the contract refuses what is not even three capitals
        near = POUND if OSA.distance(code, POUND) == 1 else ""
        mend = f"Perhaps {near} is meant." if near else "Write its code, such as GBP."
        heading = part.headings["currency"]
        yield Problem(part.file, part.sheet, int(str(row)) + 1, heading, code, "is no currency of ISO 4217", mend)


def _amount_problems(part: Part, name: str, codes: pd.Series) -> Iterator[Problem]:
    """Yield an error for each amount in pounds of a grant in another currency; any other mark is refused as no number."""
    for row, text, code in zip(codes.index, part.rows[name].tolist(), codes.tolist(), strict=True):
        if code in ISO_4217 and code != POUND and currency_code(_mark(text)) == POUND:
            says = f"is in pounds, but the currency of the grant is {code}"
            yield Problem(
                part.file, part.sheet, int(row) + 1, part.headings[name], text, says, "Mend the amount or the currency."
            )


@lru_cache(maxsize=100_000)
def _mark(text: str) -> str:
    """Return the sign or word of a currency in an amount, or ""."""
    match = _MARK.search(tidy_text(text))
    return (match[2] or match[3]) if match else ""


def _amount(text: str, code: str) -> str:
    """Return an amount without the mark of its own currency; "$" is the mark of every dollar."""
    mark = _mark(text)
    is_own = bool(mark) and (currency_code(mark) == code or (mark == "$" and code.endswith("D")))
    if not is_own or (code == POUND and mark in ("£", "GBP")):
        return text
    return tidy_text(_MARK.sub(r"\1", tidy_text(text), count=1))


def _notes(given: Sequence[str], codes: Sequence[str]) -> list[str]:
    """Return notes of currencies that were read as another text, and of those that are not added up."""
    read = sorted({(text, code) for text, code in zip(given, codes, strict=True) if tidy_text(text) != code})
    notes = [f"currency “{text}” was read as {code}" for text, code in read[:10]]
    others = sorted(set(codes) & ISO_4217 - {POUND})
    counts = ", ".join(f"{codes.count(code):,} in {code}" for code in others)
    return [*notes, *([f"only grants in pounds are added up; others are kept: {counts}"] if others else [])]
