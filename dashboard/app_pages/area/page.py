"""How did one area do, how does it compare, and what is not known?"""

from typing import Any

import streamlit as st

from dashboard.app_pages.area import chapters, over_time, overview, place, returns, sentences, topics
from dashboard.model import db
from dashboard.model.catalogue import current_context
from dashboard.parts import head, record, standing

context = current_context()
build, programme, view = context.build, context.catalogue.programme, context.view
theme = head.theme()

if not view.area:
    head.title("Choose an area")
    head.answer("Search by area, council, ward or postcode, or choose from the list.")
    overview.show_list_of_areas(context)
    raise head.Done

about: Any = db.query(build, "area_about", area_id=view.area).iloc[0]
name = about["area_name"]
figures = db.query(build, "area_figures", area_id=view.area)
facts = db.query(build, "facts", area_id=view.area)
states = db.query(build, "area_status", area_id=view.area)
account: Any = db.query(build, "area_account", area_id=view.area).iloc[0]
trends = db.query(build, "area_trends", area_id=view.area)
has_returns = overview.has_returns(figures, context)

ended = str(programme["state"]).startswith(("ended", "invented"))
question = f"How {'did' if ended else 'is'} {name} {'do' if ended else 'doing'}?"
head.title(question if has_returns else f"{name}: what is publicly known")
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
chapters.show_links(has_returns)
if has_returns:
    by_chapter = overview.main_sentences(context, name, figures, account, trends)
    chapters.show_sentences(by_chapter)
    overview.show_key_figures(context, name, figures, db.query(build, "area_similar_middle", area_id=view.area))
    with st.container(key="after-first-page"):
        chapters.begin("people")
        left, right = st.columns(2, gap="large")
        with left:
            over_time.show_over_time(context, name, theme)
        with right:
            chapters.show_comparison(context, "people", theme)
            returns.show_meetings(context, name)
            returns.show_outcomes(context, name)
        chapters.begin("money")
        left, right = st.columns([3, 2], gap="large")
        with left:
            chapters.show_comparison(context, "money", theme)
        with right:
            returns.show_account(context, name, account)
            returns.show_funding(context, name)
            returns.show_legacy(context, name)
        chapters.begin("council")
        left, right = st.columns([3, 2], gap="large")
        with left:
            chapters.show_comparison(context, "council", theme)
        with right:
            returns.show_council(context, name)
else:
    overview.show_public_key_figures(context, name, figures)
    chapters.begin("record")
    record.record(context, name, facts)
    overview.show_needed_returns(context, name)

with st.container(key="after-one-page"):
    if has_returns:
        chapters.begin("record")
        record.record(context, name, facts)

    chapters.begin("place")
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.markdown(place.about_lines(build, view.area))
    with right:
        place.show_local_map(context, about)
    topics.show_topics(chapters.topics_of_place(context))
    standing.show_similar_areas(context, name)

chapters.begin("not-known")
standing.show_unusual_measures(context)
if has_returns:
    returns.show_missing(context)
st.markdown(overview.limits_list(context, facts, has_returns, bool(dated)))
returns.show_notes(context)
