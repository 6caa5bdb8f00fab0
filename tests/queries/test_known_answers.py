"""The statistics give the answers that others have printed, to the digits they printed.

No expected figure here was worked out by the project. Each says where it stands; "not re-read" marks the few that are
quoted from memory of a book or manual, and those agree with scipy as well (in the tests of the macros).
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import duckdb
import pytest

import queries

Ask = Callable[[str], tuple[float | str | None, ...]]

# sources of more than one answer
NEWCOMBE_ONE = "Newcombe 1998, Stat Med 17:857, table I, method 3, as repeated in a dozen public test suites"
NEWCOMBE_TWO = "Newcombe 1998, Stat Med 17:873, table II, method 10, as repeated in the tests of DescTools and others"
NEWCOMBE_PAIRED = "Newcombe 1998, Stat Med 17:2635, method 10, as repeated in the tests of R's propint"
R_BINOM = "R's binom.confint, wilson, as printed in statsmodels, stats/tests/results/results_proportion.py"
PRESIZE = "R's presize, README, prec_prop with the Wilson interval"
PHE_RATIO = "PHEindicatormethods, tests/testthat/testdata_funnel_ratio_outputs.csv"
PHE_FUNNEL = "PHEindicatormethods, tests/testthat/testdata_funnel_prop_outputs.csv, around 80.642448 per cent"
FINGERTIPS = "Fingertips, WhenUsingTrendMarkerCalculator.cs"
TREASURY = "HM Treasury, GDP deflators: a user's guide, annex A, web archive of data_gdp_annex.cfm"
TREASURY_2013 = "HM Treasury, GDP deflators: a user's guide, annex A, with the deflators of 27 March 2013"
SLEEP = "R's help page of t.test, Student's sleep data"
DRUG_1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
DRUG_2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]


class Answer(NamedTuple):
    """The expression, in SQL; what is printed, as text, so that its digits say how near is near enough; and where."""

    expression: str
    printed: tuple[str, ...]
    source: str


def interval(name: str, arguments: str, printed: tuple[str, str], source: str) -> Answer:
    """Return what an interval is to be, from a pair of macros that end in _lower and _upper."""
    return Answer(f"{name}_lower({arguments}), {name}_upper({arguments})", printed, source)


def moments(values: list[float] | list[int]) -> str:
    """Return how many values there are, their sum and the sum of their squares, as arguments of a macro."""
    return f"{len(values)}, {sum(values)}, {sum(value * value for value in values)}"


def moments_of(n: int, mean: float, deviation: float) -> str:
    """Return the same from what a publication gives: how many, their mean and their standard deviation."""
    return f"{n}, {n * mean}, {(n - 1) * deviation**2 + n * mean**2}"


def proportions(counts: Sequence[tuple[object, object, object]]) -> str:
    """Return points of time, numerator and denominator as a list in SQL."""
    made = [f"{{'time': {time}, 'numerator': {yes}, 'denominator': {base}}}" for time, yes, base in counts]
    return f"[{', '.join(made)}]"


WILSON = [
    interval("wilson", f"{counts}, normal_quantile(95)", printed, source)
    for counts, printed, source in [
        ("81, 263", ("0.2553", "0.3662"), NEWCOMBE_ONE),
        ("15, 148", ("0.0624", "0.1605"), NEWCOMBE_ONE),
        ("0, 20", ("0.0000", "0.1611"), NEWCOMBE_ONE),
        ("1, 29", ("0.0061", "0.1718"), NEWCOMBE_ONE),
        ("18, 20", ("0.6989663547715", "0.9721335187862"), R_BINOM),
        ("4, 20", ("0.0806576625798", "0.4160174322519"), R_BINOM),
        ("4, 200", ("0.0078044264163", "0.0502870869058"), R_BINOM),
        ("190, 200", ("0.9104218518612", "0.9726173543992"), R_BINOM),
        ("1, 30", ("0.005908590", "0.16670391"), R_BINOM),
        ("29, 30", ("0.8332961", "0.9940914"), R_BINOM),
        ("0, 30", ("0", "0.11351339"), R_BINOM),
        ("30, 30", ("0.8864866", "1"), R_BINOM),
        ("2, 10", ("0.05668215", "0.5098375"), PRESIZE),
        ("4, 10", ("0.16818033", "0.6873262"), PRESIZE),
        ("73, 86", ("0.758364348004", "0.909478770169"),
         "R's prop.test without correction, as printed in statsmodels, stats/tests/test_proportion.py"),
    ]
]  # fmt: skip

PROPORTION_DIFFERENCES = [
    interval("proportion_difference", f"{counts}, normal_quantile(95)", printed, source)
    for counts, printed, source in [
        ("56, 70, 48, 80", ("0.0524", "0.3339"), NEWCOMBE_TWO),
        ("9, 10, 3, 10", ("0.1705", "0.8090"), NEWCOMBE_TWO),
        ("6, 7, 2, 7", ("0.0582", "0.8062"), NEWCOMBE_TWO),
        ("5, 56, 0, 29", ("-0.0381", "0.1926"), NEWCOMBE_TWO),
        ("0, 10, 0, 20", ("-0.1611", "0.2775"), NEWCOMBE_TWO),
        ("0, 10, 0, 10", ("-0.2775", "0.2775"), NEWCOMBE_TWO),
        ("10, 10, 0, 20", ("0.6791", "1.0000"), NEWCOMBE_TWO),
        ("10, 10, 0, 10", ("0.6075", "1.0000"), NEWCOMBE_TWO),
        ("56, 70, 48, 80", ("0.05243147", "0.3338727"), "R's propint, README, ci.two.indep.props"),
        ("84, 101, 89, 105", ("-0.1177", "0.0851"),
         "Paper 127 of the Western Users of SAS Software conference 2016, score, as repeated in DescTools' tests"),
        ("7, 34, 1, 34", ("0.019", "0.34"),
         "Fagerland and others 2015, high and standard dose of epinephrine, as repeated in statsmodels' test_proportion.py"),
        ("3, 29, 6, 36", ("-0.2298067", "0.1197196"), "R's DescTools, as printed in the tests of mergeron-extra"),
    ]
]  # fmt: skip

PAIRED_DIFFERENCES = [
    interval("paired_difference", f"{counts}, normal_quantile(95)", printed, NEWCOMBE_PAIRED)
    for counts, printed in [
        ("36, 12, 2, 0", ("0.0569", "0.3404")),
        ("18, 12, 2, 18", ("0.0562", "0.3290")),
        ("53, 0, 0, 1", ("-0.0729", "0.0729")),
        ("0, 30, 0, 0", ("0.8395", "1.0000")),
    ]
]

# The table is printed to nine decimals, but made by a search that stops at about the fifth.
EXACT_COUNTS = [
    interval("count", f"{events}, {level}", printed, PHE_RATIO)
    for events, of_95, of_998 in [
        (1, ("0.0253", "5.5716"), ("0.0010", "9.2334")),
        (2, ("0.2422", "7.2247"), ("0.0454", "11.2289")),
        (3, ("0.6187", "8.7673"), ("0.1905", "13.0622")),
        (4, ("1.0899", "10.2416"), ("0.4286", "14.7941")),
        (5, ("1.6235", "11.6683"), ("0.7394", "16.4547")),
        (6, ("2.2019", "13.0595"), ("1.1071", "18.0616")),
        (7, ("2.8144", "14.4227"), ("1.5203", "19.6262")),
        (8, ("3.4538", "15.7632"), ("1.9708", "21.1562")),
        (9, ("4.1154", "17.0848"), ("2.4524", "22.6574")),
    ]
    for level, printed in [("95", of_95), ("99.8", of_998)]
]

RATES = [
    interval("count", "0, 95", ("0", "3.689"), "R's FSA, help page of poiCI; Garwood 1936"),
    interval("count", "3, 95", ("0.619", "8.767"), "Garwood 1936, Biometrika 28:437, as repeated in public test suites"),
    interval("rate", "5, 94.32, 1, 95", ("0.0172125", "0.1237101"),
             "R's poisson.test, failures of nuclear pumps, in the course Statistical Inference of Johns Hopkins University"),
    Answer("byar_lower(100, 1.96) / 90, byar_upper(100, 1.96), byar_upper(100, 1.96) / 90",
           ("0.90401990673", "121.628347271806", "1.35142608080"), "Ruby class Byar, its own comments"),
]  # fmt: skip

MEANS = [
    interval("mean", f"{moments([a - b for a, b in zip(DRUG_1, DRUG_2, strict=True)])}, 95",
             ("-2.4598858", "-0.7001142"), f"{SLEEP}, paired"),
    interval("mean", f"{moments_of(195, 9.261460, 0.02278881)}, 95", ("9.25824", "9.26468"),
             "NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.2, ZARR13.DAT"),
    interval("mean", f"{moments_of(166, 19509, 4379)}, 95", ("18837.93", "20180.07"),
             "Stata Base Reference Manual, ci, cii means 166 19509 4379, not re-read"),
]  # fmt: skip

MEAN_DIFFERENCES = [
    # printed to seven digits; the quantile of degrees that are not whole is right to six
    interval("mean_difference", f"{moments(DRUG_1)}, {moments(DRUG_2)}, 95", ("-3.365483", "0.205483"), SLEEP),
    interval("mean_difference", f"{moments([*range(1, 11)])}, {moments([*range(7, 21)])}, 95",
             ("-11.05280", "-4.94720"), "R's help page of t.test, 1:10 and 7:20"),
    Answer("welch_degrees(6.41470e0 * 6.41470e0 / 249, 249, 6.10771e0 * 6.10771e0 / 79, 79)", ("136.87499",),
           "Boost.Math, two_samples_t_test, on AUTO83B.DAT of the NIST/SEMATECH e-Handbook"),
]  # fmt: skip

# printed to six decimals, around a baseline that is itself rounded to six
FUNNELS = [
    Answer(
        ", ".join(
            f"100 * proportion_funnel_{end}(0.80642448e0, {people}, normal_quantile({level}))"
            for level in (95, 99.8)
            for end in ("lower", "upper")
        ),
        printed,
        PHE_FUNNEL,
    )
    for people, printed in [
        (1, ("3.20426", "100", "0", "100")),
        (3, ("35.93349", "100", "10.15082", "100")),
        (10, ("56.15434", "100", "42.03259", "100")),
        (20, ("63.32674", "97.95815", "53.34116", "100")),
        (30, ("66.50423", "94.78066", "58.35104", "100")),
        (61, ("70.72750", "90.55739", "65.00977", "96.27512")),
        (102, ("72.97493", "88.30997", "68.55323", "92.73166")),
        (211, ("75.31138", "85.97351", "72.23708", "89.04782")),
        (539, ("77.30695", "83.97795", "75.38344", "85.90146")),
        (1008, ("78.20337", "83.08152", "76.79681", "84.48808")),
        (5348, ("79.58354", "81.70136", "78.97289", "82.31201")),
        (12316, ("79.94467", "81.34023", "79.54227", "81.74263")),
        (58842, ("80.32321", "80.96168", "80.13912", "81.14578")),
        (110000, ("80.40896", "80.87593", "80.27432", "81.01058")),
    ]
]

MONEY = [
    Answer("real_terms(7.4, 91.031, 102.789)", ("8.36",), TREASURY),
    Answer("real_terms(100, 88.48, 100) - 100", ("13.02",), f"{TREASURY}: prices of 1997-98 to 2002-03"),
    Answer("real_terms(100, 91.031, 93.046) - 100", ("2.21",), f"{TREASURY}: prices of 1998-99 to 1999-00"),
    Answer("real_terms(100, 95.389, 97.978) - 100", ("2.71",), TREASURY_2013),
    Answer("real_terms(100, 89.254, 100) - 100", ("12.04",), TREASURY_2013),
]

CHI_SQUARES = [
    Answer(f"{root}(trend_chi_square(with_pooled_variance({proportions(counts)})))", (printed,), source)
    for root, counts, printed, source in [
        ("abs", [(1, 83, 86), (2, 90, 93), (3, 129, 136), (4, 70, 82)], "8.2249",
         "R's prop.trend.test, smokers, as printed on r-help, 8 September 2023"),
        ("abs", [(1, 2322, 3015), (2, 909, 1030), (3, 92, 104)], "59.974",
         "R's prop.trend.test, undesirable cholesterol by age group, in a public course"),
        ("sqrt", [(1, 150, 534), (2, 250, 746), (3, 264, 784), (4, 302, 705), (5, 238, 443), (6, 176, 299)], "11.297",
         "Columbia University, P8120, DescTools' CochranArmitageTest, insomnia by age class"),
        ("sqrt", [(0, 6, 32), (1, 7, 33), (2, 9, 32), (3, 14, 32), (4, 23, 32)], "4.7918",
         "SAS PROC FREQ, example Cochran-Armitage Trend Test, data Pain, not re-read"),
    ]
]  # fmt: skip

ANSWERS = [
    *WILSON, *PROPORTION_DIFFERENCES, *PAIRED_DIFFERENCES, *EXACT_COUNTS, *RATES, *MEANS, *MEAN_DIFFERENCES, *FUNNELS,
    *MONEY, *CHI_SQUARES,
]  # fmt: skip

DATA_5 = [(2008, 5405, 18095), (2009, 5500, 18170), (2010, 5435, 18005), (2011, 5480, 17890), (2012, 5315, 17860)]
DATA_5A = [(2008, 22435, 65880), (2009, 22445, 67900), (2010, 21365, 68705), (2011, 20955, 69835), (2012, 19055, 70910)]
DATA_1 = [(2010, 621, 3454), (2011, 599, 3195), (2012, 556, 3256), (2013, 535, 3227), (2014, 447, 3121)]
DATA_2 = [(2010, 2157, 3454), (2011, 2090, 3195), (2012, 2194, 3256), (2013, 2134.81, 3152), (2014, 2094, 3062)]
DATA_3 = [(2009, 8116, 91530), (2010, 8145, 91773), (2011, 8222, 92088), (2012, 8506, 92238), (2013, 8728, 92665.89)]
DATA_4 = [(1, 5, 22), (2, 7, 35), (3, 6, 42), (4, 8, 50), (5, 8, 100), (6, 9, 200)]
TRENDS = {
    "data 1": (DATA_1, "falling"),
    "data 1 in another order": ([DATA_1[place] for place in (3, 0, 4, 2, 1)], "falling"),
    "data 1, four points": (DATA_1[:4], "cannot say"),
    "data 2": (DATA_2, "rising"),
    "data 3": (DATA_3, "rising"),
    "data 4": (DATA_4, "falling"),
    "data 5": (DATA_5, "no clear change"),
    "data 6": ([(2007, 5645, 18285), *DATA_5], "no clear change"),
    "data 7": ([(2006, 5455, 18590), (2007, 5645, 18285), *DATA_5], "no clear change"),
    "data 5a": (DATA_5A, "falling"),
    "data 7a": ([(2006, 22460, 64600), (2007, 23490, 64830), *DATA_5A], "falling"),
    "data 9": ([("1", "NULL", "NULL"), ("2", "NULL", "NULL"), (3, 11024.38, 2315677), (4, 11681.04, 2330591),
                (5, 11738.96, 2349351)], "cannot say"),
}  # fmt: skip
"""What Fingertips' own tests give its calculator, and what they say the marker is, in our words."""


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    """Return a function that works out expressions with the macros of the project, as the build makes them."""
    with duckdb.connect() as db:
        for query in queries.named("macros"):
            db.execute(query.sql)

        def answer(expression: str) -> tuple[float | str | None, ...]:
            (row,) = db.execute(f"SELECT {expression}").fetchall()
            return row

        yield answer


@pytest.mark.parametrize(
    "answer", ANSWERS, ids=[f"{place} {answer.expression[:60]}" for place, answer in enumerate(ANSWERS)]
)
def test_an_answer_is_the_one_printed(answer: Answer, ask: Ask):
    figures = ask(answer.expression)
    assert len(figures) == len(answer.printed)
    for figure, printed in zip(figures, answer.printed, strict=True):
        decimals = len(printed.partition(".")[2])
        assert figure == pytest.approx(float(printed), rel=0, abs=0.5001 * 10**-decimals), answer.source


@pytest.mark.parametrize("name", TRENDS)
def test_a_trend_is_the_one_that_fingertips_gives(name: str, ask: Ask):
    counts, marker = TRENDS[name]
    assert ask(f"proportion_trend({proportions(counts)})") == (marker,), FINGERTIPS


@pytest.mark.parametrize(
    ("events", "of_95", "of_998"),
    [
        # PHEindicatormethods, testdata_funnel_ratio_outputs.csv: exact limits of 95 and of 99.8 per cent
        (10, (4.795387629, 18.39035799), (2.960519925, 24.13397235)),
        (12, (6.20057525, 20.96158966), (4.042439622, 27.02598763)),
        (15, (8.395387918, 24.74021692), (5.793975249, 31.24360241)),
        (20, (12.21651877, 30.88838097), (8.958211233, 38.04188668)),
        (30, (20.24087434, 42.82687112), (15.86916711, 51.08312418)),
        (51, (37.97285619, 67.05559502), (31.74201957, 77.15705647)),
        (100, (81.36400699, 121.6268111), (71.92139974, 134.9243187)),
        (198, (171.379868, 227.5833343), (157.3487478, 245.4564826)),
        (518, (474.3465763, 564.590564), (450.5068982, 592.258954)),
    ],
)
def test_byars_limits_are_near_the_exact_ones(
    events: int, of_95: tuple[float, float], of_998: tuple[float, float], ask: Ask
):
    # the technical guide of Fingertips says within 0.2 per cent of the exact limit for 95 per cent and 10 events or more
    assert ask(f"count_lower({events}, 95), count_upper({events}, 95)") == pytest.approx(of_95, rel=0.002)
    assert ask(f"count_lower({events}, 99.8), count_upper({events}, 99.8)") == pytest.approx(of_998, rel=0.02)


@pytest.mark.parametrize(
    ("counts", "printed", "off"),
    [
        # as printed in statsmodels, stats/tests/test_rates_poisson.py: from R's ratesci, moverci and scoreci
        ("60, 51.4775, 30, 54.3087", (0.2629322, 0.9786493), 0.02),
        ("60, 51.4775, 30, 54.3087", (0.265796, 0.989192), 0.02),
        # the same file: where all methods are to lie, within a tenth
        ("60, 514.775, 40, 543.087", (0.0057, 0.081), 0.002),
    ],
)
def test_the_difference_of_rates_is_near_that_of_other_methods(
    counts: str, printed: tuple[float, float], off: float, ask: Ask
):
    limits = ask(f"rate_difference_lower({counts}, 1, 95), rate_difference_upper({counts}, 1, 95)")
    assert limits == pytest.approx(printed, rel=0, abs=off)


def test_every_answer_says_where_it_is_printed():
    assert len(ANSWERS) + len(TRENDS) >= 60
    assert all(len(answer.source) > 15 for answer in ANSWERS)
    assert sum("not re-read" in answer.source for answer in ANSWERS) <= 5
