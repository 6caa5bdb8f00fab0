"""A value is read as people write it, or it is WRONG and a sentence says how to mend it; nothing is guessed."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.contract import Column
from etl.reading.advice import advice
from etl.reading.values import WRONG, tidy_text, value

OUTCOMES = ("won", "lost", "pending", "not known")
SUPPORT = ("letter", "officer time", "match", "land, at a peppercorn", "none")
COLUMNS = {
    "text": Column("what", "text", ""),
    "several texts": Column("what", "text", "", several=True),
    "code": Column("code", "text", "", pattern=r"E01\d{6}"),
    "choice": Column("outcome", "text", "", values=OUTCOMES),
    "several": Column("support", "text", "", values=SUPPORT, several=True),
    "year": Column("year", "whole number", "", values=("2017", "2024")),
    "whole number": Column("people", "whole number", "", unit="people", least=0, most=10_000),
    "number": Column("any", "number", ""),
    "pounds": Column("spent_gbp", "number", "", unit="£"),
    "pounds spent": Column("spent_gbp", "number", "", unit="£", least=0),
    "%": Column("share_pct", "number", "", unit="%", least=0, most=100),
    "hours": Column("hours", "number", "", unit="hours"),
    "date": Column("on", "date", ""),
    "partial date": Column("since", "partial date", ""),
    "period start": Column("period_start", "period start", ""),
    "period end": Column("period_end", "period end", ""),
    "yes or no": Column("is_so", "yes or no", ""),
}


@pytest.mark.parametrize(
    ("column", "text", "expected"),
    [
        ("pounds", "1200", 1200.0), ("pounds", "£1,234.50", 1234.5), ("pounds", "£ 1,234", 1234.0),
        ("pounds", "1,234", 1234.0), ("pounds", "1,234,567.89", 1234567.89), ("pounds", "12,5", 12.5),
        ("pounds", "1234,50", 1234.5), ("pounds", "1 234,50", 1234.5), ("pounds", "1.234,50", 1234.5),
        ("pounds", "1.234.567", 1234567.0), ("pounds", "1 234 567.8", 1234567.8), ("pounds", "1\xa0234", 1234.0),
        ("pounds", "1\u202f234,5", 1234.5), ("pounds", "1\u2009234", 1234.0), ("pounds", "(250)", -250.0),
        ("pounds", "(£1,250.00)", -1250.0), ("pounds", "£(250)", -250.0), ("pounds", "-250", -250.0),
        ("pounds", "\u2212250", -250.0), ("pounds", "\u2013250", -250.0), ("pounds", "-£250", -250.0),
        ("pounds", "£-250", -250.0), ("pounds", "+250", 250.0), ("pounds", "£1.2k", 1200.0),
        ("pounds", "£1.15m", 1_150_000.0), ("pounds", "£1.15 million", 1_150_000.0), ("pounds", "10K", 10_000.0),
        ("pounds", "GBP 500", 500.0), ("pounds", "500 GBP", 500.0), ("pounds", "500 pounds", 500.0),
        ("pounds", "0", 0.0), ("pounds", "nil", 0.0), ("pounds", "Nil", 0.0), ("pounds", "£ -", 0.0),
        ("pounds", ".5", 0.5), ("pounds", "0,125", 0.125), ("pounds", "'1200", 1200.0), ("pounds", " 1200 ", 1200.0),
        ("pounds", "999999999999999", 999_999_999_999_999.0), ("number", "0.1", 0.1), ("number", "£5", 5.0),
        ("%", "25%", 25.0), ("%", "25 %", 25.0), ("%", "12,5%", 12.5), ("%", "0.25", 0.25), ("%", "100", 100.0),
        ("hours", "12 hours", 12.0), ("hours", "1,5", 1.5),
        ("whole number", "12", 12), ("whole number", "12.0", 12), ("whole number", "1,200", 1200),
        ("whole number", "0", 0), ("whole number", "10000", 10_000), ("whole number", "35 People", 35),
    ],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(column: str, text: str, expected: float):
    typed = value(COLUMNS[column], text)
    assert typed == expected
    assert type(typed) is type(expected)


@pytest.mark.parametrize(
    ("column", "text", "mend"),
    [
        ("pounds", "1,20O", "There is a letter O in place of a zero; write 1,200."),
        ("pounds", "l200", "There is a letter in place of a one; write 1200."),
        ("pounds", "5,000-8,000", "Write one number, not a range."),
        ("pounds", "£5k to £8k", "Write one number, not a range."),
        ("pounds", "25%", "Write it without a percent sign, in the unit of the column."),
        ("pounds", "€500", "Write the amount in pounds."),
        (
            "pounds",
            "1.2E+05",
            "The spreadsheet shortened the number, so figures are lost; make its column wider, or text, and save the file again.",
        ),
        ("pounds", "about 500", "Write the number alone."),
        ("pounds", "<5", "Write the number alone."),
        ("pounds", "none", "Write 0 if there is none, or leave the cell empty if it is not known."),
        ("pounds", "#REF!", "The spreadsheet shows an error here; mend its formula and save the file again."),
        ("pounds", "#DIV/0!", "The spreadsheet shows an error here; mend its formula and save the file again."),
        ("pounds", "12/03/2019", "This is a date; write a number."),
        ("pounds", "500 p.a.", "Write the number alone, such as 1200 or 1,200.50."),
        ("pounds", "NaN", "Write the number alone, such as 1200 or 1,200.50."),
        ("pounds", "inf", "Write the number alone, such as 1200 or 1,200.50."),
        ("pounds", "-£-5", "Write the number alone, such as 1200 or 1,200.50."),
        ("pounds", "(250", "Write the number alone, such as 1200 or 1,200.50."),
        ("pounds", "12,34,567", "Write the number alone, such as 1200 or 1,200.50."),
        ("pounds", "1234567,890", "Write the number alone, such as 1200 or 1,200.50."),
        ("pounds", "1 2", "Write the number alone, such as 1200 or 1,200.50."),
        ("pounds", "5²", "Write the number alone, such as 1200 or 1,200.50."),
        ("pounds", "１２", "Write the number alone, such as 1200 or 1,200.50."),
        ("pounds", "1234567890123456", "Write the number alone, such as 1200 or 1,200.50."),
        ("pounds spent", "(250)", "The least it can be is 0."),
        ("%", "25% of homes", "Write it without a percent sign, in the unit of the column."),
        ("%", "101", "The most it can be is 100."),
        ("hours", "£12", "Write the number without a pound sign; this column does not hold money."),
        ("hours", "2k", "Write the number alone, such as 1200 or 1,200.50."),
        ("whole number", "12.5", "Write a whole number, without decimals."),
        ("whole number", "-1", "The least it can be is 0."),
        ("whole number", "10001", "The most it can be is 10,000."),
    ],
)
def test_a_number_that_cannot_be_read_is_wrong_and_the_sentence_says_how_to_mend_it(column: str, text: str, mend: str):
    assert value(COLUMNS[column], text) is WRONG
    assert advice(COLUMNS[column], text) == mend


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019-03-12", date(2019, 3, 12)), ("2019-03-12T00:00:00Z", date(2019, 3, 12)),
        ("2019-03-12T23:30:00+01:00", date(2019, 3, 12)), ("2019-03-12 10:15:00", date(2019, 3, 12)),
        ("2019/03/12", date(2019, 3, 12)), ("20190312", date(2019, 3, 12)), ("12/03/2019", date(2019, 3, 12)),
        ("12/3/19", date(2019, 3, 12)), ("12.3.19", date(2019, 3, 12)), ("12-03-2019", date(2019, 3, 12)),
        ("12 03 2019", date(2019, 3, 12)), ("03/04/2019", date(2019, 4, 3)), ("12/03/2019 00:00", date(2019, 3, 12)),
        ("12 March 2019", date(2019, 3, 12)), ("12th Mar 19", date(2019, 3, 12)), ("12-Mar-19", date(2019, 3, 12)),
        ("12\u2013Mar\u20132019", date(2019, 3, 12)), ("12 Mar '19", date(2019, 3, 12)),
        ("Tuesday 12 March 2019", date(2019, 3, 12)), ("Tue, 12 Mar 2019", date(2019, 3, 12)),
        ("Wednesday 1st of May 2019", date(2019, 5, 1)), ("12 Sept. 2019", date(2019, 9, 12)),
        ("March 12, 2019", date(2019, 3, 12)), ("Mar 12th 2019", date(2019, 3, 12)), ("2019-Mar-12", date(2019, 3, 12)),
        ("43536", date(2019, 3, 12)), ("43536.0", date(2019, 3, 12)), ("32874", date(1990, 1, 1)),
        ("29/02/2016", date(2016, 2, 29)), ("31/12/40", date(2040, 12, 31)), ("01/01/90", date(1990, 1, 1)),
    ],
)  # fmt: skip
def test_a_date_is_read_day_first(text: str, expected: date):
    assert value(COLUMNS["date"], text) == expected
    assert value(COLUMNS["period start"], text) == value(COLUMNS["period end"], text) == expected
    assert value(COLUMNS["partial date"], text) == f"{expected:%Y-%m-%d}"


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("03/25/2019", "The month would be 25; write the day first, as in 25/03/2019."),
        ("2019-25-03", "The month would be 25; write the day first, as in 25/03/2019."),
        ("31/31/2019", "The month would be 31; write the day first, as in 31/03/2019."),
        ("31/02/2019", "February 2019 has 28 days."),
        ("31 April 2019", "April 2019 has 30 days."),
        ("12/03/1985", "The year 1985 is not between 1990 and 2040."),
        ("12/03/85", "The year 1985 is not between 1990 and 2040."),
        ("12/03/2091", "The year 2091 is not between 1990 and 2040."),
        ("12 Febuary 2019", "'Febuary' is no month; write it as in 31 March 2019."),
        ("March 2019", "Add the day, as in 31/03/2019."),
        ("2019-03", "Add the day, as in 31/03/2019."),
        ("2019", "Add the day, as in 31/03/2019."),
        ("12 March", "Add the year, as in 31/03/2019."),
        ("12/03", "Add the year, as in 31/03/2019."),
        ("£1,200", "This is a number; write a date such as 31/03/2019."),
        ("19999", "This is a number; write a date such as 31/03/2019."),
        ("60001", "This is a number; write a date such as 31/03/2019."),
        ("#VALUE!", "The spreadsheet shows an error here; mend its formula and save the file again."),
        ("spring", "Write the day first, as in 31/03/2019."),
        ("2016-W07-4", "Write the day first, as in 31/03/2019."),
        ("١٢/٠٣/٢٠١٩", "Write the day first, as in 31/03/2019."),
    ],
)
def test_a_date_that_cannot_be_read_is_wrong_and_the_sentence_says_how_to_mend_it(text: str, mend: str):
    assert value(COLUMNS["date"], text) is WRONG
    assert advice(COLUMNS["date"], text) == mend


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mar-19", "2019-03"), ("March 2019", "2019-03"), ("03/2019", "2019-03"), ("3/2019", "2019-03"),
        ("2019-03", "2019-03"), ("2019-3", "2019-03"), ("Sept '19", "2019-09"), ("2011-12", "2011-12"),
        ("2019", "2019"), ("12/03/2019", "2019-03-12"), ("2016-02-18", "2016-02-18"),
        ("2019-20", WRONG), ("2019-00", WRONG), ("1989", WRONG), ("2041", WRONG), ("Q3 2019", WRONG), ("19", WRONG),
    ],
)  # fmt: skip
def test_a_partial_date_is_a_day_a_month_or_a_year(text: str, expected: object):
    assert value(COLUMNS["partial date"], text) == expected


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Q3 2019/20", date(2019, 10, 1), date(2019, 12, 31)), ("2019/20 Q3", date(2019, 10, 1), date(2019, 12, 31)),
        ("Q4 2019-20", date(2020, 1, 1), date(2020, 3, 31)), ("Qtr 1, 2019/20", date(2019, 4, 1), date(2019, 6, 30)),
        ("Quarter 2 of 2019/20", date(2019, 7, 1), date(2019, 9, 30)), ("Q1 19/20", date(2019, 4, 1), date(2019, 6, 30)),
        ("Q3 2019", date(2019, 7, 1), date(2019, 9, 30)), ("2019-Q3", date(2019, 7, 1), date(2019, 9, 30)),
        ("Q1 FY2019/20", date(2019, 4, 1), date(2019, 6, 30)), ("Q1-Q3 2019/20", date(2019, 4, 1), date(2019, 12, 31)),
        ("H1 2019/20", date(2019, 4, 1), date(2019, 9, 30)), ("2019/20 H2", date(2019, 10, 1), date(2020, 3, 31)),
        ("H2 2019", date(2019, 7, 1), date(2019, 12, 31)), ("Half 1 2019", date(2019, 1, 1), date(2019, 6, 30)),
        ("2019-20", date(2019, 4, 1), date(2020, 3, 31)), ("2019/20", date(2019, 4, 1), date(2020, 3, 31)),
        ("2019\u201320", date(2019, 4, 1), date(2020, 3, 31)), ("FY2019/20", date(2019, 4, 1), date(2020, 3, 31)),
        ("FY19/20", date(2019, 4, 1), date(2020, 3, 31)), ("2019/2020", date(2019, 4, 1), date(2020, 3, 31)),
        ("2019/20 financial year", date(2019, 4, 1), date(2020, 3, 31)), ("1999-00", date(1999, 4, 1), date(2000, 3, 31)),
        ("2011-12", date(2011, 4, 1), date(2012, 3, 31)), ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("Mar-19", date(2019, 3, 1), date(2019, 3, 31)), ("2019-03", date(2019, 3, 1), date(2019, 3, 31)),
        ("February 2016", date(2016, 2, 1), date(2016, 2, 29)), ("02/2016", date(2016, 2, 1), date(2016, 2, 29)),
        ("Apr-Jun 2019", date(2019, 4, 1), date(2019, 6, 30)), ("Apr-Jun 19", date(2019, 4, 1), date(2019, 6, 30)),
        ("Apr to Jun 2019/20", date(2019, 4, 1), date(2019, 6, 30)),
        ("Jan-Mar 2019/20", date(2020, 1, 1), date(2020, 3, 31)), ("Oct-Mar 2019/20", date(2019, 10, 1), date(2020, 3, 31)),
        ("Oct 2018 - Mar 2019", date(2018, 10, 1), date(2019, 3, 31)),
        ("April 2019 to September 2019", date(2019, 4, 1), date(2019, 9, 30)),
        ("from April 2019 until June 2019", date(2019, 4, 1), date(2019, 6, 30)),
        ("2018-02 - 2019-01", date(2018, 2, 1), date(2019, 1, 31)),
        ("01/04/2019 - 30/06/2019", date(2019, 4, 1), date(2019, 6, 30)),
        ("01/04/2019\u201330/06/2019", date(2019, 4, 1), date(2019, 6, 30)),
        ("01-04-2019 to 30-06-2019", date(2019, 4, 1), date(2019, 6, 30)),
        ("01/04 - 30/06/2019", date(2019, 4, 1), date(2019, 6, 30)),
        ("1 April to 30 June 2019", date(2019, 4, 1), date(2019, 6, 30)),
        ("2019-20 to 2021-22", date(2019, 4, 1), date(2022, 3, 31)),
    ],
)  # fmt: skip
def test_a_period_has_a_first_and_a_last_day(text: str, start: date, end: date):
    assert value(COLUMNS["period start"], text) == start
    assert value(COLUMNS["period end"], text) == end


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("2019/21", "Those years do not follow each other; "
                    "write the first and the last day, as in 01/04/2019 - 31/03/2021."),
        ("2019-2022", "Those years do not follow each other; "
                      "write the first and the last day, as in 01/04/2019 - 31/03/2021."),
        ("19/20", "Write both years, as in Q3 2019/20 or 2019/20."),
        ("11/12", "Write both years, as in Q3 2019/20 or 2019/20."),
        ("FY20", "Write both years, as in Q3 2019/20 or 2019/20."),
        ("Q3", "Write both years, as in Q3 2019/20 or 2019/20."),
        ("Q5 2019/20", "Write a period such as Q3 2019/20, 2019/20, March 2019 or 01/04/2019 - 30/06/2019."),
        ("Oct-Mar 2019", "Write the first and the last day, as in 01/04/2019 - 30/06/2019."),
        ("30/06/2019 - 01/04/2019", "Write the first and the last day, as in 01/04/2019 - 30/06/2019."),
        ("31-02-2019", "February 2019 has 28 days."),
        ("2040-41", "Those years do not follow each other; "
                    "write the first and the last day, as in 01/04/2019 - 31/03/2021."),
        ("year one", "Write a period such as Q3 2019/20, 2019/20, March 2019 or 01/04/2019 - 30/06/2019."),
    ],
)  # fmt: skip
def test_a_period_that_cannot_be_read_is_wrong_and_the_sentence_says_how_to_mend_it(text: str, mend: str):
    for column in (COLUMNS["period start"], COLUMNS["period end"]):
        assert value(column, text) is WRONG
        assert advice(column, text) == mend


@pytest.mark.parametrize("text", ["yes", "YES", "Y", "true", "T", "1", "\u2713", "\u2714", " Yes. "])
def test_yes_is_read(text: str):
    assert value(COLUMNS["yes or no"], text) is True


@pytest.mark.parametrize("text", ["no", "No", "N", "FALSE", "f", "0", "\u2717"])
def test_no_is_read(text: str):
    assert value(COLUMNS["yes or no"], text) is False


@pytest.mark.parametrize("text", ["x", "maybe", "2", "yes and no"])
def test_a_text_that_is_neither_yes_nor_no_is_wrong(text: str):
    assert value(COLUMNS["yes or no"], text) is WRONG
    assert advice(COLUMNS["yes or no"], text) == "Write yes or no."


@pytest.mark.parametrize(
    ("column", "text", "expected"),
    [
        ("choice", "won", "won"), ("choice", "WON", "won"), ("choice", " Won. ", "won"), ("choice", "not-known", "not known"),
        ("choice", "Not_Known", "not known"), ("choice", "not\u2013known", "not known"), ("choice", "tbc", None),
        ("choice", "", None), ("choice", "unknown", None), ("choice", "victory", WRONG), ("choice", "won; lost", WRONG),
        ("year", "2017", 2017), ("year", "2018", WRONG),
        ("several", "letter", "letter"), ("several", "Match; Letter", "letter; match"),
        ("several", "match | officer-time|match", "officer time; match"), ("several", "match\nletter", "letter; match"),
        ("several", "match, letter", "letter; match"), ("several", "Land, at a peppercorn", "land, at a peppercorn"),
        ("several", "land, at a peppercorn; letter", "letter; land, at a peppercorn"), ("several", "letter;", "letter"),
        ("several", "none", "none"), ("several", "n/a", None), ("several", "", None), ("several", "letter; lettuce", WRONG),
        ("several texts", " a ;b| a\nc", "a; b; c"), ("several texts", " ; ", None), ("several texts", "N/A", None),
    ],
)  # fmt: skip
def test_a_choice_is_given_in_the_spelling_and_order_of_the_contract(column: str, text: str, expected: object):
    assert value(COLUMNS[column], text) == expected


@pytest.mark.parametrize(
    ("column", "text", "mend"),
    [
        ("choice", "pendign", "Perhaps pending is meant."),
        ("choice", "zzz", "Take one of the allowed words."),
        ("several", "match; leter", "'leter' is not allowed. Perhaps letter is meant."),
        ("code", "e01000001", "Write E01000001."),
        ("code", "E01 000 001", "Write E01000001."),
        ("code", "Whitley Bay", "Look up how it is written in the list that it comes from."),
    ],
)
def test_a_word_that_is_not_allowed_is_wrong_and_the_nearest_one_is_named(column: str, text: str, mend: str):
    assert value(COLUMNS[column], text) is WRONG
    assert advice(COLUMNS[column], text) == mend


@pytest.mark.parametrize(
    ("column", "text"),
    [
        *[(column, text) for column in ("pounds", "date", "partial date", "period start", "yes or no", "choice")
          for text in ("", " ", "-", "\u2013", "--", "\u2014", "n/a", "N/A", "na", "#N/A", "TBC", "tba", "Not recorded", "?")],
        ("pounds", "unknown"), ("date", "not known"), ("code", "TBC"),
        ("text", ""), ("text", " \n "), ("text", "-"), ("text", "n/a"), ("text", "#N/A"), ("text", "\ufeff"),
    ],
)  # fmt: skip
def test_words_for_a_missing_value_give_none(column: str, text: str):
    assert value(COLUMNS[column], text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  The  Big\tLunch ", "The Big Lunch"), ("one \r\n two", "one\ntwo"), ("unknown", "unknown"), ("TBC", "TBC"),
        ("nil", "nil"), ("Cafe\u0301", "Caf\xe9"), ("a\u200bb\x00c\xad", "abc"), ("1,200", "1,200"), ("\xa0x\xa0", "x"),
    ],
)  # fmt: skip
def test_text_is_kept_except_for_spaces_and_invisible_characters(text: str, expected: str):
    assert value(COLUMNS["text"], text) == expected


@given(st.sampled_from(sorted(COLUMNS)), st.text())
def test_any_text_has_a_value_or_a_sentence_on_one_line(name: str, text: str):
    typed = value(COLUMNS[name], text)
    if typed is WRONG:
        assert re.fullmatch(r"['\"A-Z].*\.", advice(COLUMNS[name], text), re.DOTALL)


@given(st.text())
def test_tidying_twice_is_tidying_once(text: str):
    assert tidy_text(tidy_text(text)) == tidy_text(text)


@given(st.integers(-(10**13), 10**13))
def test_pounds_and_pence_come_back_however_they_are_shown(pence: int):
    pounds, rest = divmod(abs(pence), 100)
    plain = f"{pounds}.{rest:02}"
    shown = f"£{pounds:,}.{rest:02}"
    continental = f"{pounds:,}".replace(",", ".") + f",{rest:02}"
    expected = float(("-" if pence < 0 else "") + plain)
    for text in (plain, shown, continental):
        assert value(COLUMNS["pounds"], f"({text})" if pence < 0 else text) == expected


@given(st.dates(date(1990, 1, 1), date(2040, 12, 31)))
def test_each_day_comes_back_however_it_is_written(day: date):
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y%m%d", "%d %B %Y", "%a %d %b %Y"):
        assert value(COLUMNS["date"], day.strftime(form)) == day
