"""The pieces of the Area page, in the order in which they stand on it."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard.drawing import charts, maps
from dashboard.model import db, state
from dashboard.model.catalogue import Context, catalogue_for, catalogue_of, read_context
from dashboard.model.state import View
from dashboard.parts import blocks, head, standing, trace
from dashboard.text import verdicts, words
from dashboard.text.words import Measure

KEY_FIGURES = ("deprivation_rank", "residents", "tenure_social", "record_facts")
EDITIONS_OF_DEPRIVATION = "deprivation_rank"


def list_of_areas(context: Context) -> None:
    """Show all areas as links, by region."""
    areas = context.catalogue.areas
    for region in db.rows(context.catalogue.regions):
        st.markdown(f"**{words.plain(str(region.region_name))}**")
        with st.container(horizontal=True, gap="small"):
            for area in db.rows(areas[areas["region_code"] == region.region_code]):
                st.page_link(
                    "app_pages/area/page.py",
                    label=area.area_name,
                    query_params=context.view.parameters(area=str(area.area_id)),
                    width="content",
                )


def newest(figures: pd.DataFrame, measure_id: str, or_state: bool = False) -> Any:
    """Return the newest row of one measure that has a figure; else None, or the newest that says why there is none."""
    rows = figures[figures["measure_id"] == measure_id].sort_values("period")
    known = rows[rows["state"] == "value"]
    if known.empty:
        return rows.iloc[-1] if or_state and len(rows) else None
    return known.iloc[-1]


def key_figures(context: Context, area: str, figures: pd.DataFrame) -> None:
    """Show at most four figures in a strip, each with what it is, what stands beside it, and the way to where it is from."""
    found = {name: newest(figures, name) for name in KEY_FIGURES if name in context.catalogue.measures}
    known = {name: row for name, row in found.items() if row is not None}
    for place, (name, row) in zip(st.columns(len(KEY_FIGURES)), known.items(), strict=False):
        measure = context.catalogue.measures[name]
        with place.container(border=True, height="stretch"):
            st.markdown(f"**{words.plain(measure.short)}**, {row['period']}")
            st.html(f'<p class="key-figure">{html.escape(words.figure(row["value"], measure))}</p>')
            st.caption(words.plain(beside(row, measure)))
            trace.trace(context, name, row, area, f"key-{name}", context.view.area)


def beside(row: Any, measure: Measure) -> str:
    """Return what stands beside a figure: its region, England and all areas of the programme, as far as there are."""
    named = (("Region", "region_value"), ("England", "england_value"))
    said = [f"{name} {words.figure(row[column], measure)}" for name, column in named if pd.notna(row[column])]
    if not measure.is_total and pd.notna(row["programme_value"]):
        said.append(f"all areas {words.figure(row['programme_value'], measure)}")
    if measure.kind == "count":
        return (
            "in the census areas that stand in for it; the place itself is mostly smaller"
            if measure.unit == "people"
            else "that this record has gathered"
        )
    return "; ".join(said)


@lru_cache(maxsize=500)
def about_lines(build: db.Build, area_id: str) -> str:
    """Return what an area is, as a list: state, wave, councils, other names, wards, census areas, point."""
    programme: Any = catalogue_of(build).programme
    about: Any = db.query(build, "area_about", area_id=area_id).iloc[0]
    councils = db.query(build, "area_councils", area_id=area_id)
    states = db.query(build, "area_status", area_id=area_id)
    names = db.query(build, "area_names", area_id=area_id)["other_name"].tolist()
    wards = db.query(build, "area_wards", area_id=area_id)
    places = db.query(build, "area_places", area_id=area_id)
    lines = [f"**Programme.** {programme['programme_name']}, {programme['state']}."]
    lines += [
        f"**State.** {row.status.capitalize()} from {words.date_words(row.from_date)}. {words.plain(row.detail)} "
        f"[Page]({row.source_url})"
        for row in db.rows(states)
    ]
    sure = (
        "a page confirms it" if about["wave_confirmed"] else "from the order of a public list, not confirmed by a page"
    )
    lines.append(f"**Wave.** {about['wave']} ({sure}).")
    lines += [council_line(row) for row in db.rows(councils)]
    lines += [host_line(row) for row in db.rows(db.query(build, "area_hosts", area_id=area_id))]
    lines += [plan_line(row) for row in db.rows(db.query(build, "area_plans", area_id=area_id))]
    if not about["council_confirmed"]:
        lines.append("**Keep in mind.** The council is inferred from the name of the place; no page confirms it.")
    if names:
        lines.append(f"**Also called, or made up of.** {words.plain(words.joined(names))}.")
    lines.append(
        f"**Census areas that stand in for it.** {words.plain(words.joined(places['msoa_name'].tolist()))}: "
        f"{int(places['residents'].sum()):,} people in {places['small_areas'].sum()} small areas. "
        "No official boundary is public."
    )
    named = [
        f"{row.ward_name} ({row.area_in_ward_pct:.0f}% of the area’s people, {row.ward_in_area_pct:.0f}% of the ward’s)"
        for row in db.rows(wards)
    ]
    if named:
        lines.append(f"**Wards of {wards['ward_year'].iloc[0]}.** {words.plain(words.joined(named))}.")
    lines.append(f"**Point on the map.** {about['point_quality'].capitalize()}: {words.plain(about['point_basis'])}.")
    return "\n".join(f"- {line}" for line in lines)


def council_line(row: Any) -> str:
    """Return one council of an area in words: what it is, since when, until when, and what took its place."""
    kinds = {"council": "Council", "county council": "County council", "former council": "Former council"}
    said = f"**{kinds[row.role]}.** {words.plain(row.official_name)}, {row.tier}"
    if pd.notna(row.valid_from):
        said += f", from {row.valid_from:%-d %B %Y}"
    if pd.notna(row.valid_to):
        said += f", until {row.valid_to:%-d %B %Y}"
    if row.successor_name:
        said += f"; followed by {words.plain(row.successor_name)}"
    return said + "."


def host_line(row: Any) -> str:
    """Return one organisation that held the money of an area or helped it, in words."""
    time = words.period_of(row.from_date, "")
    until = f" to {words.date_words(row.to_date)}" if row.to_date else ""
    return f"**Organisation.** {words.plain(row.organisation)} {words.plain(row.role)}, from {time}{until}."


def plan_line(row: Any) -> str:
    """Return one plan of an area in words: its time, what it hoped for and what came first."""
    until = f" to {row.to_date:%-d %B %Y}" if pd.notna(row.to_date) else ""
    first = f" First: {words.plain(row.priorities)}." if row.priorities else ""
    return f"**Plan, {row.from_date:%-d %B %Y}{until}.** {words.plain(row.vision or '')}{first}"


def local_map(context: Context, about: Any) -> None:
    """Show where the area lies: the outline of its council, the census areas that stand in for it, and its point."""
    council = db.query(context.build, "outline", kind="council", place_id=about["council_code"])
    stand_in = db.query(context.build, "outline", kind="stand-in", place_id=about["area_id"])
    if council.empty or stand_in.empty:
        st.markdown("There is no outline of this area’s council.")
        return
    maps.show_local(
        council.iloc[0],
        stand_in.iloc[0],
        (int(about["easting"]), int(about["northing"])),
        head.with_programme_name(
            f"Map: {about['area_name']} within {about['council_name']}. Filled: the census areas that stand in for it."
        ),
    )
    outlines = (
        "Both outlines are invented."
        if head.invented_name(context)
        else "Contains OS data © Crown copyright and database right 2025."
    )
    st.caption(
        words.plain(
            f"{about['area_name']} within {about['council_name']}. Filled: the census areas that stand in for it; not an "
            f"official boundary. {outlines}"
        )
    )


@dataclass(frozen=True)
class Among:
    """Where an area stands on the measures of a topic: the picture, its words, the table, its file, and what to mind.

    ``rows`` are none where no area has a figure of the topic.
    """

    picture: go.Figure | None
    alt: str
    without: str
    rows: list[dict[str, Any]]
    table: pd.DataFrame
    codes: str
    by_chance: str


@st.fragment
def by_topic() -> None:
    """Show one topic of the area that is looked at, and the choice of it: another choice draws this part of the page anew."""
    looked = st.session_state["context"] = (
        read_context()
    )  # the entry script, which keeps it for all pieces, is not run again
    theme = head.theme()
    topics, build = looked.catalogue.allowed_values["topic"], looked.build
    about: Any = db.query(build, "area_about", area_id=looked.view.area).iloc[0]
    topic = looked.view.topic or topics[0]
    state.choose("Topic", "topic", topic, topics, width=300)
    context(looked, topic, theme)
    if topic == "Deprivation":
        deprivation(looked, about, db.query(build, "area_figures", area_id=looked.view.area), theme)
    if topic == "Grants recorded around":
        grants(looked, about["area_name"], theme)


def context(looked: Context, topic: str, theme: str) -> None:
    """Show where the area stands on each measure of a topic: dots for all areas, then the figures with comparators."""
    view = looked.view
    asked = view.only("area", "others")
    told = among(looked.build, asked, topic, theme)
    area = looked.catalogue.area(view.area)
    if not told.rows:
        st.markdown("No figure of this kind is known for any area.")
        return
    if told.picture:
        blocks.chart(
            told.picture,
            title=f"{topic}: {area['area_name']} among all areas",
            subtitle="Each line runs from the lowest to the highest of all areas. The dark dot is this area.",
            alt=told.alt,
            source=head.source_line(looked, "Newest period of each measure"),
            key="places",
        )
    else:
        st.markdown(told.without)
    blocks.table(
        told.table,
        alt=f"{topic}: figures of {area['area_name']}, all areas, {area['region_name']} and England.",
        file_name=blocks.file_name(looked, view.area, "among-all-areas", topic.lower().replace(" ", "-")),
        download=lambda: for_file(pd.DataFrame(told.rows)),
        is_text=True,
    )
    if told.codes:
        st.caption(words.plain(told.codes))
    if told.by_chance:
        st.markdown(words.plain(told.by_chance))
    if box := blocks.opened_box("How we know, and how to say it", "explained"):
        box.markdown(explained(looked.build, asked, topic))


@lru_cache(maxsize=1_000)
def among(build: db.Build, view: View, topic: str, theme: str) -> Among:
    """Return where the area of a view, with the others named or not, stands on the measures of a topic."""
    looked = Context(build, catalogue_for(build, view), view, [])
    told, area = looked.catalogue, looked.catalogue.area(view.area)
    figures = db.query(build, "area_figures", area_id=view.area)
    by_measure = {str(name): rows for name, rows in figures.groupby("measure_id", sort=False)}
    chosen = newest_of(build, view.area, told.of_topic(topic))
    all_areas = db.query(build, "topic_figures", area_id=view.area, topic=topic)
    others = {str(name): rows for name, rows in all_areas.groupby("measure_id", sort=False)}
    against = standing.comparisons(build, view.area)
    none = pd.DataFrame({"area_id": [], "value": []})
    rows = [
        context_row(looked, area, told.measures[name], row, others.get(name, none)["value"], against)
        for name, row in chosen.items()
    ]
    spots = [
        spot
        for order, name in enumerate(chosen)
        if name in others
        for spot in positions(order, told.measures[name], others[name], looked)
    ]
    codes = sorted({verdicts.state_reason(row["state"], row["reliability"]) for row in chosen.values()} - {""})
    judged = sum(row["verdict"] in verdicts.COMPARED for (name, _), row in against.items() if name in chosen)
    table = pd.DataFrame(
        {
            "Measure": [row["Measure"] for row in rows],
            "Here": [
                f"{row['Here']} ({period_words(by_measure[name], of)})"
                for row, (name, of) in zip(rows, chosen.items(), strict=True)
            ],
            "How it compares": [row["How it compares"] for row in rows],
            "Beside it": [beside_in_words(row, area["region_name"]) for row in rows],
        }
    )
    return Among(
        picture=charts.places(pd.DataFrame(spots), theme) if spots else None,
        alt=f"{area['area_name']}: "
        + "; ".join(f"{row['Measure']} {row['Here']} {row['How it compares']}" for row in rows),
        without=without_figure(str(area["area_name"]), {row["state"] for row in chosen.values()}),
        rows=rows,
        table=folded(table, [words.STATES[row["state"]][0] if row["state"] != "value" else "" for row in rows]),
        codes=verdicts.codes_explained(codes) if codes else "",
        by_chance=verdicts.comparisons_by_chance(judged) if judged else "",
    )


def folded(table: pd.DataFrame, why: Sequence[str]) -> pd.DataFrame:
    """Return the table with the measures that have no figure in one row for each reason; ``why`` is empty for a figure."""
    reasons = pd.Series(list(why), index=table.index, dtype=object)
    lines = [
        {"Measure": "; ".join(table.loc[reasons == reason, "Measure"]), "Here": f"{reason} {code}"}
        for reason, code in words.STATES.values()
        if reason and (reasons == reason).any()
    ]
    return pd.concat([table[reasons == ""], pd.DataFrame(lines, columns=table.columns)], ignore_index=True).fillna("")


@lru_cache(maxsize=200)
def explained(build: db.Build, view: View, topic: str) -> str:
    """Return how each figure of the area of a view on a topic is known and how to say it, as Markdown."""
    looked = Context(build, catalogue_for(build, view), view, [])
    area, against = looked.catalogue.area(view.area)["area_name"], standing.comparisons(build, view.area)
    trends = db.query(build, "area_trends", area_id=view.area)
    told = []
    for name, row in newest_of(build, view.area, looked.catalogue.of_topic(topic)).items():
        lines = [*standing.lines(looked, area, row, against, trends), *blocks.measure_lines(looked, name)]
        listed = "\n".join(f"- {line}" for line in lines)
        told.append(f"**{words.plain(looked.catalogue.measures[name].name)}**\n{listed}")
    return "\n\n".join(told)


def newest_of(build: db.Build, area_id: str, measure_ids: Sequence[str]) -> dict[str, Any]:
    """Return, of the measures that an area has rows of, the newest row with a figure, else the newest there is."""
    figures = db.query(build, "area_figures", area_id=area_id)
    known = set(figures["measure_id"])
    return {name: newest(figures, name, or_state=True) for name in measure_ids if name in known}


def period_words(figures: pd.DataFrame, row: Any) -> str:
    """Return the period of a figure, and a newer one that is hidden: "2025; 2026 is hidden"."""
    of_measure = figures[(figures["measure_id"] == row["measure_id"]) & (figures["state"] == "hidden")]
    newer = sorted(period for period in of_measure["period"] if period > row["period"])
    return (
        f"{row['period']}; {words.joined(newer)} {'is' if len(newer) == 1 else 'are'} hidden"
        if newer
        else row["period"]
    )


def without_figure(area: str, states: set[str]) -> str:
    """Return why an area has no figure of a topic, from the states of its measures."""
    if states == {"not reported"}:
        return f"{words.plain(area)} has not reported any figure of this kind."
    return f"There is no figure of this kind for {words.plain(area)}; the table says why."


def beside_in_words(row: Mapping[str, str], region: str) -> str:
    """Return the comparators of one row in words: "all areas 83%; South East 32%; England 50%"."""
    return "; ".join(
        f"{name[0].lower() + name[1:] if name != region and name != 'England' else name} {row[name]}"
        for name in ("All areas", f"Areas in {region}", region, "England")
        if row[name]
    )


def positions(order: int, measure: Measure, others: pd.DataFrame, context: Context) -> list[dict[str, Any]]:
    """Return a dot for every area on one measure, placed from 0 (lowest) to 1 (highest)."""
    low, span = others["value"].min(), (others["value"].max() - others["value"].min()) or 1
    names = context.catalogue.areas["area_name"].to_dict()
    return [
        {
            "order": order,
            "name": measure.short,
            "position": round((row.value - low) / span, 3),
            "label": f"{names[row.area_id]}: {words.figure(row.value, measure)}",
            "is_chosen": row.area_id == context.view.area,
        }
        for row in db.rows(others)
    ]


def context_row(
    context: Context,
    about: Any,
    measure: Measure,
    row: Any,
    others: pd.Series,
    against: Mapping[tuple[str, str], Any],
) -> dict[str, Any]:
    """Return one measure of the area as a row of the table: here, how sure, how it compares, and what stands beside it."""
    registry = context.catalogue.measure_row(measure.measure_id)
    known = {
        name: words.figure(row[column], measure) if pd.notna(row[column]) else ""
        for name, column in (
            ("All areas", "programme_value"),
            (f"Areas in {about['region_name']}", "peers_value"),
            (about["region_name"], "region_value"),
            ("England", "england_value"),
        )
    }
    if known[about["region_name"]]:
        known[f"Areas in {about['region_name']}"] = ""
    if measure.is_total and registry["roll_up"] == "sum":
        known = dict.fromkeys(known, "")
    counts = standing.counted(measure, registry["counts_people"])
    is_kept = row["reliability"] == verdicts.STAFF_ONLY  # may be read here, and must not leave in a file
    compares = standing.comparison_words(measure, against, counts) if row["state"] == "value" else ""
    if row["state"] == "value" and not compares and pd.isna(row["lower"]):
        compares = words.among(row["value"], others.tolist())
    return {
        "Measure": measure.name,
        "Period": row["period"],
        "Here": standing.here(measure, row, counts),
        "How it compares": compares,
        **known,
        "value": None if is_kept else row["value"],
        "lower_confidence_interval_95": None if is_kept else row["lower"],
        "upper_confidence_interval_95": None if is_kept else row["upper"],
        "numerator": None if is_kept else row["numerator"],
        "denominator": None if is_kept else row["denominator"],
        "state": "hidden" if is_kept else row["state"],
        "code": "[c]" if is_kept else verdicts.state_reason(row["state"], row["reliability"]),
        "data_version": context.build.version,
        "is_kept": is_kept,
    }


def for_file(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows of the table as a file may hold them: a figure that is for staff only says that it is hidden."""
    kept = rows["is_kept"]
    texts = {"Here": "hidden to protect people [c]", "How it compares": ""}
    return rows.assign(**{name: rows[name].mask(kept, text) for name, text in texts.items()}).drop(columns="is_kept")


def deprivation(context: Context, about: Any, figures: pd.DataFrame, theme: str) -> None:
    """Show the area's place among English neighbourhoods over the editions, with its region and the programme."""
    measure = context.catalogue.measures[EDITIONS_OF_DEPRIVATION]
    rows = figures[figures["measure_id"] == EDITIONS_OF_DEPRIVATION]
    periods = rows["period"].tolist()
    series = [
        charts.Line(label, [None if pd.isna(value) else float(value) for value in rows[column]])
        for label, column in (
            (words.short_name(about["area_name"]), "value"),
            ("Middle of all areas", "programme_value"),
            (f"Middle of {about['region_name']}", "region_value"),
            ("England", "england_value"),
        )
    ]
    first, last = db.rows(rows.iloc[[0, -1]])
    said = f"{words.figure(first.value, measure)} in {first.period} and {words.figure(last.value, measure)} in {last.period}"
    blocks.chart(
        charts.lines(periods, series, measure, theme),
        title=f"{about['area_name']}: more deprived than {said}",
        subtitle="Share of English neighbourhoods that are less deprived, in %. Higher means more deprived.",
        alt=f"Lines over {len(periods)} editions. {about['area_name']}: {said}. The table below has all figures.",
        source=head.source_line(context, "English Indices of Deprivation 2010, 2015, 2019 and 2025"),
        key="deprivation",
    )
    table = pd.DataFrame(
        {"Edition": periods}
        | {one.name: [words.figure(v, measure) if v is not None else "" for v in one.values] for one in series}
    )
    blocks.table(
        table,
        alt="The same figures, one row an edition.",
        right=list(table.columns[1:]),
        file_name=blocks.file_name(context, about["area_id"], "deprivation-over-time"),
    )
    st.markdown(
        "Ranks are relative, and the area was chosen while it was deprived: some return towards the middle is to be expected. "
        "Nothing here says what the programme did."
    )


def grants(context: Context, name: str, theme: str) -> None:
    """Show the grants that registers place around the area, by year and funder, with what they are not."""
    rows = db.query(context.build, "area_grants", area_id=context.view.area)
    st.markdown(
        "Public registers give the **recipient’s address**, often a head office, so a grant here is **not a win of the area**. "
        "Areas were chosen because they had missed out on funding: some growth is a return to the usual. 2018 is part of a year."
    )
    if rows.empty:
        st.markdown("No grant was recorded around this area from 2013 to 2018.")
        return
    lottery = rows["counted_in"] == "Lottery"
    years = [str(year) for year in range(int(rows["award_year"].min()), int(rows["award_year"].max()) + 1)]
    sums = {
        is_lottery: rows[lottery == is_lottery].groupby("award_year")["grants"].sum() for is_lottery in (False, True)
    }
    series = [
        (label, [float(sums[key].get(int(year), 0)) for year in years])
        for key, label in ((False, "Other funders"), (True, "The Lottery, the programme’s parent"))
    ]
    totals = [sum(values) for _, values in series]
    blocks.chart(
        charts.columns(years, series, "grants", theme),
        title=f"{name}: about {totals[0]:.0f} grants of other funders and {totals[1]:.0f} of the Lottery",
        subtitle="Grants recorded around it by calendar year, each ward’s weighted by the share of its people who live here.",
        alt=f"Columns by year from {years[0]} to {years[-1]}: "
        + "; ".join(
            f"{label}: {', '.join(f'{year} {value:.1f}' for year, value in zip(years, values, strict=True))}"
            for label, values in series
        ),
        source=head.source_line(context, "360Giving publishers, 2013 to part of 2018"),
        key="grants",
    )
    shown = rows.assign(award_year=rows["award_year"].astype(str)).rename(
        columns={
            "award_year": "Year",
            "funder_name": "Funder",
            "counted_in": "Counted with",
            "grants": "Grants",
            "pounds": "Pounds (£)",
        }
    )
    blocks.table(
        shown[["Year", "Funder", "Grants", "Pounds (£)", "Counted with"]].sort_values(
            ["Year", "Grants"], ascending=[False, False]
        ),
        alt="Grants recorded around the area, one row a year and funder.",
        file_name=blocks.file_name(context, context.view.area, "grants-around"),
        columns={
            "Grants": st.column_config.NumberColumn(format="%.1f"),
            "Pounds (£)": st.column_config.NumberColumn(format="%,.0f"),
        },
    )


def not_known(context: Context, facts: pd.DataFrame, has_returns: bool, is_dated: bool) -> str:
    """Return what this page cannot tell, as a list; ``is_dated`` says whether the area's beginning or end is known."""
    kinds = set(facts["kind"])
    lines = []
    if not has_returns:
        lines.append(
            "Who took part, what was spent and on what, and how the council and the area got on: this needs returns."
        )
        if not kinds & {"grant won", "award"}:
            lines.append("Awards to the area and grants it won: no page found so far tells any.")
        if "meeting" not in kinds:
            lines.append("When the partnership met: no page found so far tells it.")
    if not context.catalogue.programme["is_invented"]:
        lines.append("Its true boundary: none is public, so figures are of the census areas of its name.")
    if not is_dated:
        lines.append("When it began and closed: no page found so far tells it.")
    lines.append("What would have happened here without the programme.")
    return "\n".join(f"- {words.plain(line)}" for line in lines)
