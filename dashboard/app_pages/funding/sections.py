"""The pieces of the Funding page that always stand on it: whom it is about, key figures, pipeline, grants, public record."""

import html
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard.app_pages.funding import drawings, sentences
from dashboard.app_pages.funding.sentences import among_areas, based_on, facts_words, is_known, money, upper
from dashboard.model import db, state
from dashboard.model.catalogue import NO_RETURNS, Catalogue, Context, catalogue_for
from dashboard.model.state import SEPARATOR, View
from dashboard.parts import blocks, frame, head, record, standing, trace
from dashboard.text import verdicts, words

KEY_FIGURES = {
    "cash_won_gbp": ("Cash won", "bids, negotiated help and donations"),
    "in_kind_gbp": ("Help in kind", "land, rooms and goods, at the value the returns put on them"),
    "hours_won": ("Hours of help", "given by organisations; never turned into pounds"),
}
WITHDRAWN = "With\u00addrawn"
"""The heading of that column, with the place where it may be broken on a phone."""
GRANTS = "grants_count"
"""The measure that names the source of grants recorded around areas."""


@dataclass(frozen=True)
class Scope:
    """Whom the page is about: the chosen area, or the areas the filters leave, and these beside it.

    ``focus`` and ``around`` are ids of areas parted by full stops; ``group_id`` is the place they make together where the
    build knows one.
    """

    area_id: str
    name: str
    group: str
    focus: str
    around: str
    group_id: str

    @property
    def place(self) -> str:
        """What the page is about, in words."""
        return self.name or self.group


def scope(catalogue: Catalogue, view: View) -> Scope:
    """Return whom a view is about."""
    shown = catalogue.shown(view)
    around = SEPARATOR.join(str(one) for one in shown.index)
    name = str(catalogue.area(view.area)["area_name"]) if view.area else ""
    return Scope(
        area_id=view.area,
        name=name,
        group=sentences.group_words(len(shown), view.filters),
        focus=view.area or around,
        around=around,
        group_id=catalogue.group_of(view),
    )


@dataclass(frozen=True)
class FundingView:
    """What the Funding page shows of one view: whom it is about, the totals of both, counts of records, and the charts."""

    scope: Scope
    totals: dict[str, Any]
    beside: dict[str, Any]
    base: Any
    pipeline: pd.DataFrame
    pipeline_chart: go.Figure | None
    grants: pd.DataFrame
    grants_chart: go.Figure | None
    facts: pd.DataFrame
    has_returns: bool


@lru_cache(maxsize=200)
def funding_view(build: db.Build, view: View, theme: str) -> FundingView:
    """Return what the Funding page shows of a view in a theme (light or dark)."""
    catalogue = catalogue_for(build, view)
    about = scope(catalogue, view)
    pipeline = db.query(build, "funding_pipeline", areas=about.focus)
    routes = pipeline[pipeline["route"] != "all routes"]
    grants = db.query(build, "funding_grants", areas=about.focus)
    names = [sentences.grant_year(year) for year in grants["award_year"]]
    beside = totals(build, about.around, about.group_id)
    return FundingView(
        scope=about,
        totals=totals(build, about.focus, "") if about.area_id else beside,
        beside=beside,
        base=db.query(build, "funding_base", areas=about.focus).iloc[0],
        pipeline=pipeline,
        pipeline_chart=drawings.outcomes(
            routes, [upper(name) for name in routes["route"]], list(drawings.OUTCOMES), theme
        )
        if len(routes)
        else None,
        grants=grants,
        grants_chart=drawings.grants(grants, names, theme) if len(grants) else None,
        facts=db.query(build, "funding_facts", areas=about.focus),
        has_returns=has_returns(build, catalogue),
    )


def has_returns(build: db.Build, catalogue: Catalogue) -> bool:
    """Whether any area of the programme has returned a record of funding, or that there was nothing."""
    everywhere = db.query(build, "funding_base", areas=SEPARATOR.join(map(str, catalogue.areas.index))).iloc[0]
    return bool(everywhere["records"]) or catalogue.periods["wins_known"] != [NO_RETURNS]


def totals(build: db.Build, areas: str, group: str) -> dict[str, Any]:
    """Return the row of each measure for some areas together; a ratio of sums has its range only where they are a group."""
    rows = db.query(build, "funding_totals", areas=areas)
    found: dict[str, Any] = {str(row["measure_id"]): row for row in rows.to_dict("records")}
    drawn = db.query(build, "figures_beside", measure_id="cash_per_pound", period="all years").set_index("place_id")
    if group in drawn.index:
        found["cash_per_pound"] |= {name: drawn.loc[group, name] for name in ("lower", "upper")}
    return found


def filters(context: Context, about: FundingView) -> None:
    """Show the filters, how many areas they leave, and how many of these have told what was won."""
    told, view = context.catalogue, context.view
    head.filters_switch()
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
        known = told.allowed_values
        state.choose("Region", "region", view.region, known["region"], state.in_words, width=220)
        state.choose("Wave", "wave", view.wave, known["wave"], state.in_words, width=90)
        state.choose("Deprivation", "deprivation", view.deprivation, known["deprivation"], state.in_words, width=260)
    number = len(told.shown(view))
    with st.container(horizontal=True, vertical_alignment="center"):
        shown = words.areas_shown(number, len(told.areas), view.filters)
        beside = ", beside the chosen one" if view.area else ""
        st.markdown(f"**{words.plain(shown + beside)}**", width="content")
        st.button("Clear filters", on_click=state.clear_filters, disabled=not view.filters, type="tertiary")
        if about.has_returns:
            have = int(about.beside["wins_known"]["areas_counted"])
            said = "has said what it won" if have == 1 else "have said what they won"
            st.markdown(f"{have} of {words.count_of(number, 'area')} {said}.", width="content")


def key_figures(context: Context, told: FundingView) -> None:
    """Show cash, help in kind and hours side by side, never added up, each with what it is among the areas."""
    for place, (measure_id, (name, what)) in zip(st.columns(3), KEY_FIGURES.items(), strict=True):
        row = told.totals[measure_id]
        form = words.plain_number if measure_id == "hours_won" else money
        said = form(row["value"]) if is_known(row) else words.STATES[row["state"]][0].lower()
        with place.container(border=True, height="stretch"):
            st.markdown(f"**{words.plain(head.with_programme_name(name))}**, all years")
            st.html(f'<p class="key-figure">{html.escape(said)}</p>')
            among = among_areas(told.beside[measure_id], form)
            whose = f"{upper(told.scope.group)}: " if told.scope.area_id else ""
            st.caption(words.plain(f"{upper(what)}. {whose}{upper(among) if not whose else among}."))
            trace_of(context, told, measure_id)
    st.markdown(
        words.plain(
            f"The three are never added up. {sentences.sums_based_on(told.base)} {sentences.apart(told.base)}".strip()
        )
    )
    share = db.query(context.build, "funding_concentration", areas=told.scope.focus).iloc[0]
    st.markdown(words.plain(sentences.concentration_words(told.scope.place, share)))


def trace_of(context: Context, told: FundingView, measure_id: str) -> None:
    """Show where one of the totals is from."""
    place = told.scope.name or f"{told.scope.group} together"
    trace.trace(context, measure_id, told.totals[measure_id], place, measure_id, told.scope.area_id)


def pipeline(context: Context, told: FundingView) -> None:
    """Show what became of what was sought, by route, and the share of bids won where lists are complete."""
    st.header("What became of what was sought?")
    rows, place = told.pipeline, told.scope.place
    if told.pipeline_chart is None:
        st.markdown(
            f"No help sought that is linked to the programme is told of {words.plain(place)}. {based_on(told.base)}"
        )
        return
    total = rows[rows["route"] == "all routes"].iloc[0]
    blocks.chart(
        told.pipeline_chart,
        title=f"{upper(place)}: of {words.count_of(int(total['sought']), 'piece')} of help sought or offered, "
        f"{int(total['won']):,} won or agreed",
        subtitle="Number of records by route, all years.",
        alt=f"Bars by route. {sentences.pipeline_words(rows)}",
        source=f"{head.source_line(context, 'Returns of the areas')} {based_on(told.base)}",
        key="pipeline",
    )
    left, right = st.columns([3, 2], gap="large")
    with left:
        blocks.table(
            pipeline_table(rows),
            alt="The same figures, one row a route.",
            file_name=blocks.file_name(context, "funding", context.view.area, "by-route"),
            right=["Sought", "Won or agreed", "Lost", "Pending", WITHDRAWN],
            download=lambda: rows.rename(
                columns={
                    "won": "won_or_agreed",
                    "cash_gbp": "cash_awarded_including_loans_and_contracts_gbp",
                    "in_kind_gbp": "value_of_help_in_kind_gbp",
                }
            ).assign(place=told.scope.place),
        )
    with right:
        success(context, told)
        st.markdown(
            "A group that chose not to bid did not lose, and what is pending or withdrawn is not lost either. Where a route "
            "shows no loss, returns may only tell what was agreed."
        )


def pipeline_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the routes as people read them, all routes last."""
    return pd.DataFrame(
        {
            "Route": [upper(route) for route in rows["route"]],
            "Sought": rows["sought"],
            "Won or agreed": rows["won"],
            "Lost": rows["lost"],
            "Pending": rows["pending"],
            WITHDRAWN: rows["withdrawn"],
        }
    )


def success(context: Context, told: FundingView) -> None:
    """Show the share of bids won where it may be told, which bids it leaves out, how it compares, and where it is from."""
    row, name = told.totals["success_rate"], told.scope.place
    code = verdicts.state_reason(row["state"], row["reliability"])
    said = [
        f"{sentences.bids(told.totals)}.",
        sentences.bids_left_out(told.pipeline, row),
        compares(context, told.scope.area_id) if told.scope.area_id else "",
        verdicts.codes_explained([code]),
    ]
    st.markdown(f"**Bids won, {words.plain(name)}.** {words.plain(' '.join(one for one in said if one))}")
    trace_of(context, told, "success_rate")


def compares(context: Context, area_id: str) -> str:
    """Return how an area's share of bids won compares with others; nothing where it is not compared."""
    measure = context.catalogue.measures["success_rate"]
    counts = standing.counted(measure, context.catalogue.measure_row("success_rate")["counts_people"])
    said = standing.comparison_words(measure, standing.comparisons(context.build, area_id), counts)
    return f"How it compares: {said}." if said else ""


def grants(context: Context, told: FundingView) -> None:
    """Show the grants that registers place around the areas, by year, with what they are not."""
    st.header("Grants recorded around the area" if told.scope.area_id else "Grants recorded around the areas")
    st.markdown(
        "Public registers give the **recipient’s address**, often a head office, so a grant here is **not a win of the area** "
        "and is added to nothing above. Areas were chosen because they had missed out on funding: some growth is a return to the "
        "usual. 2018 is part of a year."
    )
    if told.grants_chart is None:
        st.markdown("No grant was recorded around here from 2013 to 2018.")
        return
    told_of = f"{upper(told.scope.place)}: {sentences.grants_words(told.grants)}"
    if not told.has_returns:  # then they are most of what there is
        grants_by_year(context, told, told.grants_chart, told_of)
    elif box := blocks.opened_box(f"By year. {told_of}", "grants-around"):
        with box:
            grants_by_year(context, told, told.grants_chart, told_of)


def grants_by_year(context: Context, told: FundingView, chart: go.Figure, title: str) -> None:
    """Show the grants recorded around the areas as a chart and a table."""
    rows = told.grants
    blocks.chart(
        chart,
        title=title,
        subtitle="Grants recorded around by calendar year, each ward’s weighted by the share of its people who live here.",
        alt="Columns by year. "
        + "; ".join(
            f"{row.award_year}: {words.plain_number(row.other_grants, 1)} of other funders, "
            f"{words.plain_number(row.lottery_grants, 1)} of the Lottery"
            for row in db.rows(rows)
        ),
        source=head.source_line(context, "360Giving publishers, 2013 to part of 2018"),
        key="grants",
    )
    shown = grants_table(rows)
    blocks.table(
        shown,
        alt="The same figures, one row a year, with pounds.",
        file_name=blocks.file_name(context, "funding", context.view.area, "grants-around"),
        right=list(shown.columns[1:]),
        download=lambda: rows.rename(columns={"areas": "areas_with_a_grant"}),
    )
    st.caption(
        "Pounds leave out grants of central government and those above £5 million, which numbers have. Each funder is on the "
        "Area page."
    )


def grants_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return grants around by year as people read them."""
    return pd.DataFrame(
        {
            "Year": [sentences.grant_year(year) for year in rows["award_year"]],
            "Grants of others": [weighted(value) for value in rows["other_grants"]],
            "Pounds of others": [money(value) for value in rows["other_gbp"]],
            "Grants of the Lottery": [weighted(value) for value in rows["lottery_grants"]],
            "Pounds of the Lottery": [money(value) for value in rows["lottery_gbp"]],
        }
    )


def weighted(number: float) -> str:
    """Return a weighted number of grants, which need not be whole; a true nought is 0."""
    return words.plain_number(number, 1) if number else "0"


def facts(context: Context, told: FundingView) -> None:
    """Show what the public record tells of money from outside, each fact with its page; nothing is added up."""
    st.header("On the public record")
    own, whole = told.facts[told.facts["area_id"] != ""], told.facts[told.facts["area_id"] == ""]
    if own.empty:
        st.markdown(
            f"No published fact about money from outside in {words.plain(told.scope.place)} has been gathered here. There may be "
            "many: this record is not complete."
        )
    else:
        st.markdown(
            f"{words.plain(upper(facts_words(own['kind'].tolist())))}, each with its page. They are never added "
            "up: some are loans, some include the programme’s own money, and the record is not complete."
        )
        facts_table(context, named_facts(own, context.catalogue.areas, not told.scope.area_id), told.scope.place)
    if len(whole) and not head.names_only_own(context):  # some of them name an area
        st.markdown("**About the whole programme**")
        facts_table(context, named_facts(whole, context.catalogue.areas, False), "the whole programme")


def facts_table(context: Context, told: pd.DataFrame, place: str) -> None:
    """Show facts of a place as a table of text; the files have every column."""
    blocks.table(
        short_facts(told),
        alt=f"Published facts about money from outside in {place}, latest first.",
        file_name=blocks.file_name(context, "funding", place, "public-record"),
        right=["Figure"],
        is_text=True,
        download=lambda: told,
    )


def named_facts(rows: pd.DataFrame, areas: pd.DataFrame, with_area: bool) -> pd.DataFrame:
    """Return facts with all that is known of each: its area where there are several, and whom the money is from."""
    told = record.facts_table(rows).assign(**{"From whom": rows["who"].tolist()})
    if with_area:
        told.insert(0, "Area", [str(areas.loc[one, "area_name"]) for one in rows["area_id"]])
    return told


def short_facts(told: pd.DataFrame) -> pd.DataFrame:
    """Return the same facts in so few columns that they fit a phone."""
    when = told["When"] if "Area" not in told else told["Area"] + ", " + told["When"]
    what = [
        f"{kind}: {what}{f', from {whom}' if whom else ''}{f'. Notes: {notes}' if notes else ''}"
        for kind, what, whom, notes in told[["Kind", "What", "From whom", "Notes"]].itertuples(index=False)
    ]
    return pd.DataFrame({"When": when, "What": what, "Figure": told["Figure"], "Page": told["Page"]}).rename(
        columns={"When": "Where and when" if "Area" in told else "When"}
    )


def no_returns(context: Context) -> None:
    """Show what would be here, which returns it takes, and the two ways on: invented data, and one's own."""
    name = words.plain(str(context.catalogue.programme["programme_name"]))
    with st.container(border=True, key="no-returns"):
        st.markdown(
            f"**No returns on funding of {name} are loaded.** With them, this page shows what was sought, offered, won and lost "
            "by route; cash, help in kind and hours; the cash that came alongside each £1 spent; years, sources and the "
            "council’s part. It takes the return “Funding sought, offered and won”, for cash per £1 that of spending too, and "
            "the state of returns, which says whose lists are complete."
        )
        frame.ways_on(context, "funding")


def how_we_know(context: Context) -> list[str]:
    """Return what counts as won, how shares and ratios are made, whose the grants are, and what this page cannot tell."""
    return [
        "**Won.** Help from outside that was won or agreed and that the area declares to be linked to the programme. Cash won is "
        "that of bids, negotiated help and donations; loans, investment and contracts are told apart.",
        "**Bids won.** Bids won as a share of bids won or lost, only from years of an area of which all lists are said to be "
        "complete. An area that asks seldom, or only where it is sure, wins a larger share: neither is better.",
        "**Cash for each £1 spent.** In the same areas and the same financial years, where the lists of both spending and "
        "funding are complete. The money came alongside the programme, which is not to say because of it.",
        f"**Grants recorded around.** {blocks.measure_lines(context, GRANTS)[-1].replace('**Source.** ', 'From: ')}",
        "**Every definition in full** stands behind “Where is this number from?” and on the About page.",
        "**What this page cannot tell.** What was never asked for, what returns leave out, and whether any of it came because "
        "of the programme. Small grants that areas made to others are no wins and are not in here.",
    ]
