"""How did one area do, how does it compare, and what is not known?"""

from typing import Any

import streamlit as st

from dashboard.app_pages.area import over_time, overview, place, returns, sentences, topics
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
head.title(f"How {'did' if ended else 'is'} {name} {'do' if ended else 'doing'}?")
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
if has_returns:
    overview.show_main_sentences(context, name, figures, account, trends)
    overview.show_key_figures(context, name, figures, db.query(build, "area_similar_middle", area_id=view.area))
else:
    overview.show_public_key_figures(context, name, figures)
    st.header("At a glance")
    record.record(context, name, facts)
    overview.show_needed_returns(context, name)

with st.container(key="after-first-page"):
    if has_returns:
        st.header("Over time")
        over_time.show_over_time(context, name, theme)
        st.header("Spending")
        returns.show_account(context, name, account)
        st.header("Funding won")
        returns.show_funding(context, name)
        st.header("Meetings")
        returns.show_meetings(context, name)
        st.header("Council relationship")
        returns.show_council(context, name)
        st.header("Outcomes")
        returns.show_outcomes(context, name)
        st.header("Legacy")
        returns.show_legacy(context, name)

st.header("Clear differences from similar areas")
standing.show_unusual_measures(context)

st.header("Missing returns")
if has_returns:
    returns.show_missing(context)
st.markdown(overview.limits_list(context, facts, has_returns, bool(dated)))

with st.container(key="after-one-page"):
    if has_returns:
        st.header("On the public record")
        record.record(context, name, facts)

    st.header("Compared with other areas, the region and England")
    topics.show_topics()

    st.header("Similar areas")
    standing.show_similar_areas(context, name)

    st.header("Comments and challenges")
    returns.show_notes(context)

    st.header("About the area")
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.markdown(place.about_lines(build, view.area))
    with right:
        place.show_local_map(context, about)
