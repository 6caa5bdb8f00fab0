"""The Area page: one area, how it compares, and what is not known."""

from typing import Any

import streamlit as st

from dashboard.app_pages.area import (
    chapters,
    list_of_areas,
    over_time,
    overview,
    place,
    returns,
    sentences,
    spine,
    topic_details,
    topics,
)
from dashboard.model import db
from dashboard.model.catalogue import current_context
from dashboard.parts import changed, head, phones, record, standing
from dashboard.text import themes

context = current_context()
build, programme, view = context.build, context.catalogue.programme, context.view
theme = head.theme()

if not view.area:
    head.title("Choose an area")
    head.answer("Search by area, council, ward or postcode, or choose from the list.")
    list_of_areas.show_list_of_areas(context)
    raise head.Done

about: Any = db.query(build, "area_about", area_id=view.area).iloc[0]
name = about["area_name"]
figures = db.query(build, "area_figures", area_id=view.area)
facts = db.query(build, "facts", area_id=view.area)
states = db.query(build, "area_status", area_id=view.area)
account: Any = db.query(build, "area_account", area_id=view.area).iloc[0]
trends = db.query(build, "area_trends", area_id=view.area)
has_returns = overview.has_returns(figures, context)

head.title(f"{name}: what {'was done and what we know' if has_returns else 'is publicly known'}")
dated = sorted((str(row.from_date), str(row.status)) for row in db.rows(states))
head.answer(
    sentences.state_sentences(
        name, about["council_name"], about["region_name"], [(state, day) for day, state in dated], programme
    )
)
if about["point_quality"] == "approximate":
    st.warning(
        "We know this area's location only to within 1 to 3 km, so these neighbourhood figures may not match it. "
        "Use them with care."
    )
wards = place.wards_sentence(build, view.area)
in_brief = [standing.in_brief(context), returns.overdue_in_brief(context)] if has_returns else []
since = changed.since_sentence(context)
st.container(key="in-brief").markdown("  \n".join(line for line in (*in_brief, wards, since) if line))
chapters.show_links(has_returns)
overview.show_boxes(context, name, figures, account, trends, facts)
if has_returns:
    st.html(spine.spine_html(build, view.only("area", "others")))
    with st.container(key="after-first-page"):
        for column, chapter in zip(st.columns(len(chapters.OF_RETURNS), gap="large"), chapters.OF_RETURNS, strict=True):
            with column:
                chapters.begin(chapter)
                with phones.folded_on_phone(f"{chapters.HEADINGS[chapter]}: chart and tables", chapter):
                    over_time.show_over_time(context, name, chapter, theme)
                    returns.CHAPTERS[chapter](context, name, account)
                    topics.show_comparison(context, chapters.HEADINGS[chapter], themes.TOPICS[chapter])
else:
    chapters.begin("record")
    record.record(context, name, facts, is_folded=False)
    overview.show_needed_returns(context, name)

with st.container(key="after-one-page"):
    if has_returns:
        chapters.begin("record")
        record.record(context, name, facts, is_folded=True)

    chapters.begin("place")
    left, middle, right = st.columns([4, 3, 4], gap="large")
    with left:
        place.show_about(context, name)
        standing.show_similar_areas(context, name)
        topics.show_comparison(context, "The place", chapters.topics_of_place(context))
        topic_details.show_grants(context)
    with middle, phones.folded_on_phone("Map of the area in its council", "map"):
        place.show_local_map(context, about)
    with right, phones.folded_on_phone("Deprivation over time", "deprivation"):
        topic_details.show_deprivation(context, about, figures, theme)

chapters.begin("not-known")
left, right = st.columns([4, 5], gap="large")
with left:
    standing.show_unusual_measures(context)
    if has_returns:
        over_time.show_key_dates(context)
with right:
    if has_returns:
        returns.show_missing(context)
    st.markdown(overview.limits_list(context, facts, has_returns, bool(dated)))
    returns.show_notes(context)
