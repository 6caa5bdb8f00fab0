"""Sentences, tables and charts of the Funding page, from rows written by hand."""

import pandas as pd
import pytest

from dashboard.app_pages.funding import by_year, cash_per_pound, closer, drawings, sentences

NOTHING = {
    "records": 0, "linked": 0, "not_linked": 0, "link_not_stated": 0, "cash_wins": 0, "cash_without_sum": 0,
    "cash_without_date": 0, "in_kind_wins": 0, "in_kind_without_value": 0, "time_wins": 0, "time_without_hours": 0,
    "kind_not_stated": 0, "paid_back_wins": 0, "paid_back_gbp": 0.0, "contract_wins": 0, "contract_gbp": 0.0,
}  # fmt: skip

BIDS = pd.DataFrame(
    [("donation", 3, 3, 0, 0, 0), ("bid", 130, 60, 64, 6, 0), ("all routes", 133, 63, 64, 6, 0)],
    columns=["route", "sought", "won", "lost", "pending", "withdrawn"],
)
NO_BIDS = BIDS[BIDS["route"] == "donation"]


def measure_rows(**values: float | None) -> dict[str, dict[str, object]]:
    """Return a row for each measure by id, with its value or as not reported."""
    names = ("wins_known", "cash_won_gbp", "in_kind_gbp", "hours_won", "success_rate", "cash_per_pound")
    return {
        name: {"state": "value" if values.get(name) is not None else "not reported", "value": values.get(name)}
        for name in names
    }


def with_bids(rows: dict, won: int, decided: int, value: float, lower: float, upper: float) -> dict:
    rate = {"state": "value", "value": value, "lower": lower, "upper": upper, "numerator": won, "denominator": decided}
    return {**rows, "success_rate": rate}


def test_the_answer_keeps_cash_help_in_kind_and_hours_apart_and_gives_the_interval_of_the_share():
    rows = with_bids(
        measure_rows(wins_known=492, cash_won_gbp=4_210_000, in_kind_gbp=3_849_999, hours_won=7_682),
        47,
        100,
        47.0,
        37.5,
        56.7,
    )
    counts = NOTHING | {"paid_back_gbp": 1_000_000.0, "contract_gbp": 500_000.0}
    assert sentences.answer("all areas", rows, counts, BIDS) == (
        "Areas report 492 successful bids and offers, worth £4.2m in cash, £3.8m in kind and 7,682 hours of help (plus £1.5m in "
        "loans, investment and contracts). 130 bids: 60 won, 64 lost and 6 pending. Bid success rate: 47% (47 of 100 bids; 95% "
        "confidence interval 38% to 57%), in years with complete funding returns. Other years may leave out lost bids."
    )
    assert sentences.answer("26 areas (London)", rows, NOTHING, NO_BIDS).startswith("26 areas (London) report 492 ")
    assert sentences.answer("1 area (London)", rows, NOTHING, NO_BIDS).startswith("1 area (London) reports 492 ")


def test_the_answer_for_an_area_says_what_is_not_reported_and_what_stands_beside_it():
    area = measure_rows(wins_known=1, cash_won_gbp=500)
    beside = with_bids(measure_rows(wins_known=20, cash_won_gbp=1), 1, 1, 100.0, 20.7, 100.0)
    assert sentences.answer("Elm Green", area, NOTHING, NO_BIDS, ("all areas", beside)) == (
        "Elm Green reports 1 successful bid or offer, worth £500 in cash (help in kind and hours of help not reported). There "
        "is no bid success rate: no bid was decided in a year with complete funding returns. All areas: 20 successful bids and "
        "offers. Bid success rate: 100% (1 of 1 bid; 95% confidence interval 21% to 100%), in years with complete funding "
        "returns."
    )


def test_nothing_reported_is_not_the_same_as_nothing_won():
    assert (
        sentences.answer("all areas", measure_rows(), NOTHING, NO_BIDS)
        == "All areas: no funding return has been loaded."
    )
    assert sentences.answer("Elm Green", measure_rows(wins_known=0.0), NOTHING, NO_BIDS) == (
        "In Elm Green, no funding was won: the returns are complete and list none."
    )


def test_wins_of_which_no_sum_is_known_are_wins_all_the_same():
    assert sentences.won_words(measure_rows(wins_known=2)) == "with no amounts reported"


def test_the_bids_are_counted_by_what_became_of_them():
    assert sentences.bids_sentence(BIDS) == "130 bids: 60 won, 64 lost and 6 pending. "
    single = BIDS.assign(sought=1, won=0, lost=0, pending=0, withdrawn=1)
    assert sentences.bids_sentence(single) == "1 bid: 0 won, 0 lost and 1 withdrawn. "
    assert sentences.bids_sentence(NO_BIDS) == ""


def test_the_funders_that_gave_most_cash_are_named_at_most_three():
    rows = pd.DataFrame({"source_name": ["A", "B", "C", "D", None], "cash_gbp": [1_200_000.0, 900.0, 5.0, 4.0, 99.0]})
    assert sentences.funders_sentence(rows) == "Most cash came from A (£1.2m), B (£900) and C (£5)."
    assert sentences.funders_sentence(rows.assign(cash_gbp=0.0)) == ""


def test_bids_that_the_share_leaves_out_are_counted_with_why():
    pipeline = pd.DataFrame({"route": ["bid", "loan", "all routes"], "won": [3, 1, 4], "lost": [3, 0, 3]})
    rate = {"state": "value", "value": 75.0, "numerator": 3.0, "denominator": 4.0}
    assert sentences.bids_left_out_sentence(pipeline, rate) == (
        "2 lost bids are left out: no date, or a year without complete funding returns."
    )
    assert sentences.bids_left_out_sentence(pipeline, rate | {"numerator": 2.0, "denominator": 2.0}).startswith(
        "1 won and 3 lost bids are left out"
    )
    assert sentences.bids_left_out_sentence(pipeline, rate | {"denominator": 6.0}) == ""
    assert sentences.bids_left_out_sentence(pipeline, {"state": "not reported", "value": None}) == ""
    assert sentences.bids_left_out_sentence(pipeline[1:], rate) == ""


@pytest.mark.parametrize(
    ("pounds", "text"), [(0, "£0"), (450, "£450"), (19_360.4, "£19,360"), (1_000_000, "£1.0m"), (4_249_999, "£4.2m")]
)
def test_a_sum_is_in_millions_from_one_million(pounds: float, text: str):
    assert sentences.money(pounds) == text


def test_what_was_left_out_is_counted_with_its_reason():
    base = NOTHING | {"records": 1_099, "linked": 845, "not_linked": 154, "link_not_stated": 100}
    assert sentences.base_sentence(base) == (
        "Based on 845 records; 254 left out: 154 are not linked to the programme and 100 do not say whether they are linked."
    )
    assert sentences.base_sentence(NOTHING | {"records": 1, "linked": 1}) == "Based on 1 record; none left out."
    assert sentences.base_sentence(NOTHING | {"records": 3, "linked": 2, "not_linked": 1}) == (
        "Based on 2 records; 1 left out: 1 is not linked to the programme."
    )


def test_awards_are_counted_with_those_without_an_amount():
    assert sentences.awards_words(271, 22) == "271 awards (22 without an amount)"
    assert sentences.awards_words(1, 0) == "1 award"
    assert sentences.awards_words(0, 0) == "0 awards"


def test_loans_investment_and_contracts_are_not_counted_as_won():
    base = NOTHING | {"paid_back_wins": 18, "paid_back_gbp": 812_020.0, "contract_wins": 1, "contract_gbp": 500.0}
    assert sentences.apart_sentence(base) == (
        "Not counted as won: 18 loans and investments (£812,020) and 1 contract (£500)."
    )
    assert sentences.apart_sentence(NOTHING) == ""


def test_a_route_that_brings_no_win_says_so():
    rows = pd.DataFrame({"route": ["bid", "all routes", "loan"], "is_apart": [False, False, True]})
    labels = [sentences.route_label(row) for row in rows.itertuples(index=False)]
    assert labels == ["Bid", "All counted routes", "Loan, not counted as won"]


def test_the_median_and_the_ends_among_areas_need_two_areas():
    row = {"areas_counted": 120, "middle": 9_680.0, "lowest": 0.0, "highest": 105_380.0, "half_from": 4_675.0,
           "half_to": 21_285.0}  # fmt: skip
    assert sentences.distribution_sentences(row, sentences.money) == (
        "Median £9,680 per area (120 areas). Interquartile range £4,675 to £21,285. Range £0 to £105,380."
    )
    assert sentences.distribution_sentences(row | {"areas_counted": 3}, sentences.money) == (
        "Median £9,680 per area (3 areas). Range £0 to £105,380."
    )
    assert sentences.distribution_sentences({"areas_counted": 1}, sentences.money) == "Only 1 area reports an amount."
    assert sentences.distribution_sentences({"areas_counted": 0}, sentences.money) == "No area reports an amount."


def test_cash_for_each_pound_has_its_interval_or_the_reason_why_there_is_none():
    row = {"state": "value", "value": 0.0114, "lower": 0.0085, "upper": 0.0145}
    won = {"state": "value", "value": 5_500.0}
    assert sentences.cash_per_pound_sentence("all areas", row, won) == (
        "For every £1 spent, areas brought in 1.1p of cash funding (95% confidence interval 0.9p to 1.5p)."
    )
    assert sentences.cash_per_pound_sentence("Elm Green", row | {"lower": None}, won) == (
        "For every £1 spent, Elm Green brought in 1.1p of cash funding; there is no confidence interval for these areas alone."
    )
    none = row | {"value": 0.0, "lower": None}
    assert sentences.cash_per_pound_sentence("Elm Green", none, won) == (
        "Elm Green: no cash per £1 spent, as none of the £5,500 in cash was won in a financial year with complete returns of "
        "both spending and funding."
    )
    assert "Elm Green brought in 0p" in sentences.cash_per_pound_sentence("Elm Green", none, won | {"value": 0.0})
    assert sentences.cash_per_pound_sentence("Elm Green", {"state": "not reported", "value": None}, won) == (
        "Elm Green: cash per £1 spent is not available, as it needs a financial year with complete returns of both "
        "spending and funding."
    )


def test_how_much_depends_on_few_awards_leaves_out_what_would_be_all_of_it():
    row = {"wins": 12, "areas": 4, "cash_gbp": 2_000_000.0, "largest_gbp": 500_000.0, "largest_share": 25.0,
           "ten_largest_share": 99.7, "three_areas_share": 90.0}  # fmt: skip
    assert sentences.concentration_sentence(row) == (
        "Of the cash won, the largest award is 25%, the ten largest over 99% and the three areas with most 90%."
    )
    assert (
        sentences.concentration_sentence(row | {"wins": 10, "areas": 1}) == "Of the cash won, the largest award is 25%."
    )
    assert sentences.concentration_sentence(row | {"wins": 1}) == "All the cash won is one award of £500,000."
    assert sentences.concentration_sentence({"wins": 0}) == ""


def test_a_filtered_group_is_called_by_its_filters():
    assert sentences.areas_label(150, []) == "all areas"
    assert sentences.areas_label(1, ["London", "wave 2"]) == "1 area (London, wave 2)"


def years() -> pd.DataFrame:
    return pd.DataFrame(
        [
            ("cash_won_gbp", "2014", "not reported", None, 0),
            ("cash_won_gbp", "2015", "value", 0.0, 1),
            ("cash_won_gbp", "2016", "not due", None, 0),
            ("cash_won_gbp", "2017", "value", 5_000.0, 1),
            ("cash_won_gbp", "2018", "not reported", None, 0),
            ("hours_won", "2015", "value", 12.0, 1),
            ("wins_known", "2016", "not due", None, 0),
        ],
        columns=["measure_id", "period", "state", "value", "areas"],
    )


def test_years_run_from_the_first_to_the_last_with_a_figure_and_codes_stand_in_the_gaps():
    wide = by_year.wide_years(years(), "cash_won_gbp")
    assert wide["period"].tolist() == ["2015", "2016", "2017"]
    rows = list(wide.itertuples(index=False))
    assert [by_year.column_mark(row) for row in rows] == ["0", "[z]", ""]
    assert [by_year.year_label(row) for row in rows] == [
        "2015: £0 in cash, from 1 area with a figure",
        "2016: not applicable",
        "2017: £5,000 in cash, from 1 area with a figure",
    ]
    shown = by_year.years_table(wide, is_real=False)
    assert shown.to_numpy().tolist() == [
        ["2015", "£0", "[x]", "12", "[x]", "1"],
        ["2016", "[z]", "[x]", "[x]", "[z]", "0"],
        ["2017", "£5,000", "[x]", "[x]", "[x]", "1"],
    ]


def test_without_any_year_there_is_no_row():
    assert by_year.wide_years(years(), "cash_won_real").empty
    assert by_year.wide_years(years().iloc[:1], "cash_won_gbp").empty


def test_what_no_year_has_is_given_for_cash_and_for_wins():
    shown = pd.DataFrame({"cash": [12_000.0, None], "wins_known_value": [3.0, 1.0]})
    assert sentences.years_gap_sentence(shown, measure_rows(cash_won_gbp=16_000.0, wins_known=6)) == (
        "In these years: £12,000 of £16,000 and 4 of 6 awards. The rest have no date, or no complete returns."
    )
    assert sentences.years_gap_sentence(shown, measure_rows(cash_won_gbp=12_000.0, wins_known=4)) == ""
    assert sentences.years_gap_sentence(shown, measure_rows()) == ""


def test_years_in_real_terms_have_cash_alone_and_are_financial():
    rows = pd.DataFrame(
        [("cash_won_real", "2016-17", "value", 30_000.0, 1)],
        columns=["measure_id", "period", "state", "value", "areas"],
    )
    shown = by_year.years_table(by_year.wide_years(rows, "cash_won_real"), is_real=True)
    assert shown.to_dict("records") == [{"Year": "2016-17", "Cash (real)": "£30,000", "Areas": "1"}]


def test_the_sources_after_the_fifteenth_are_one_row():
    rows = pd.DataFrame(
        {
            "place": [1, 16],
            "source_name": ["Heron Trust", ""],
            "sources": [1, 39],
            "sought": [3, 50],
            "won": [2, 20],
            "lost": [1, 25],
            "cash_gbp": [None, 1_234.0],
        }
    )
    shown = closer.sources_table(rows)
    assert shown["Funder"].tolist() == ["Heron Trust", "All 39 others"]
    assert shown["Cash won (£)"].tolist() == ["", "1,234"]
    last_row = closer.sources_table(rows.assign(sources=1).iloc[1:])
    assert last_row["Funder"].tolist() == ["One other"]


def test_support_is_counted_of_the_records_that_say():
    whether = pd.DataFrame({"backing": ["supported", "none", "not asked"], "decided": [195, 156, 388]})
    assert sentences.support_words(whether) == "of 351 records that say, 195 had the council’s support"
    assert sentences.support_words(whether.iloc[2:]) == "no record says whether the council gave support"


def test_a_link_that_is_not_stated_is_not_taken_for_a_no():
    rows = pd.DataFrame(
        {
            "project": ["Park"] * 3, "source_name": ["Fund"] * 3, "route": ["bid"] * 3, "kind": ["cash"] * 3,
            "outcome": ["won"] * 3, "asked_gbp": [None] * 3, "awarded_gbp": [1.0, 2.0, 3.0], "hours": [None] * 3,
            "council_support": [""] * 3, "is_linked": [True, False, None], "submitted_on": [""] * 3,
            "decided_on": ["2016", "", ""],
        }
    )  # fmt: skip
    shown = closer.records_table(rows)
    assert shown["Linked to the programme"].tolist() == ["yes", "no", "not recorded"]
    assert shown["Decided"].tolist() == ["2016", "no date", "no date"]


def test_each_bar_is_100_per_cent_of_its_own_number_and_a_small_part_has_its_number_in_the_hover_text():
    rows = pd.DataFrame({"won": [95, 3], "lost": [5, 1]})
    figure = drawings.outcomes(rows, ["Bid", "Asset transfer of land"], ["won", "lost"], "light").to_plotly_json()
    won, lost = figure["data"]
    assert (list(won["x"]), list(lost["x"])) == ([95.0, 75.0], [5.0, 25.0])
    assert (list(won["text"]), list(lost["text"])) == (["95", "3"], ["", "1"])
    assert list(lost["hovertext"]) == ["Bid: 5 lost (5%)", "Asset transfer of land: 1 lost (25%)"]
    assert list(won["y"]) == ["Bid: 100", "Asset transfer of<br>land: 4"]


def test_funders_have_their_cash_at_the_end_of_their_bars():
    figure = drawings.funders(["Heron Trust", "Parks Fund"], [100.0, 50.0], ["£100", "£50"], "light").to_plotly_json()
    (bars,) = figure["data"]
    assert (list(bars["x"]), list(bars["text"])) == ([100.0, 50.0], ["£100", "£50"])
    assert bars["hovertext"][0] == "Heron Trust: £100 in cash"


def test_outcomes_differ_by_fill_or_pattern_and_not_by_colour_alone():
    rows = pd.DataFrame({"won": [1], "lost": [1], "pending": [1], "withdrawn": [1]})
    for theme in ("light", "dark"):
        figure = drawings.outcomes(rows, ["Bid"], list(drawings.OUTCOMES), theme).to_plotly_json()
        looks = [(trace["marker"]["color"], trace["marker"]["pattern"]["shape"]) for trace in figure["data"]]
        assert len(set(looks)) == 4
        assert [shape for _, shape in looks] == ["", "", "/", "."]


def spread_rows() -> pd.DataFrame:
    return pd.DataFrame(
        {"area_id": ["a", "b", "c"], "area_name": ["A", "B", "C"], "value": [0.0, 0.0, 0.1], "label": ["a", "b", "c"]}
    )


def test_dots_of_cash_per_pound_are_in_pence_with_the_chosen_area_named_and_zeros_counted():
    figure = drawings.spread(spread_rows(), ("All areas", 0.02, 0.01, 0.03), "c", "light").to_plotly_json()
    others, chosen = figure["data"]
    assert (list(others["x"]), list(chosen["x"])) == ([0.0, 0.0], [10.0])
    assert others["marker"]["symbol"] != chosen["marker"]["symbol"]
    texts = [note["text"] for note in figure["layout"]["annotations"]]
    assert texts == ["All areas: 2p", "<b>C</b>", "None in 2 areas"]
    line, band = figure["layout"]["shapes"]
    assert (line["x0"], band["x0"], band["x1"]) == (2.0, 1.0, 3.0)


def test_cash_per_pound_of_a_pound_or_more_is_in_pounds_and_may_lack_its_range():
    rows = spread_rows().assign(value=[0.5, 1.5, 2.0])
    figure = drawings.spread(rows, ("All areas", 1.4, None, None), "", "dark").to_plotly_json()
    assert figure["layout"]["xaxis"]["tickprefix"] == "£"
    assert len(figure["layout"]["shapes"]) == 1
    assert [note["text"] for note in figure["layout"]["annotations"]] == ["All areas: £1.40"]


def test_the_areas_left_out_of_cash_per_pound_are_counted_with_the_reason():
    assert cash_per_pound.left_out_words(0) == "none left out"
    assert cash_per_pound.left_out_words(2).startswith("2 left out, with no year of complete")
