"""How did one area do, what stands beside it, and what is not known?"""

from typing import Any

import streamlit as st

from dashboard.app_pages.area import sections, sentences, story
from dashboard.model import db
from dashboard.model.catalogue import current_context
from dashboard.parts import head, record, standing

context = current_context()
build, told, view = context.build, context.catalogue, context.view
theme = head.theme()

if not view.area:
    head.title("Which area would you like to see?")
    head.answer("Search above by name, council, ward or postcode, or choose from the list.")
    sections.list_of_areas(context)
    raise head.Done

about: Any = db.query(build, "area_about", area_id=view.area).iloc[0]
name = about["area_name"]
figures = db.query(build, "area_figures", area_id=view.area)
facts = db.query(build, "facts", area_id=view.area)
states = db.query(build, "area_status", area_id=view.area)
account: Any = db.query(build, "area_account", area_id=view.area).iloc[0]
trends = db.query(build, "area_trends", area_id=view.area)
has_returns = story.has_returns(figures, context)

ended = str(told.programme["state"]).startswith(("ended", "invented"))
head.title(f"How {'did' if ended else 'is'} {name} {'do' if ended else 'doing'}?")
dated = sorted((str(row.from_date), str(row.status)) for row in db.rows(states))
head.answer(
    sentences.state_words(
        name, about["council_name"], about["region_name"], [(one, day) for day, one in dated], told.programme
    )
)
if about["point_quality"] == "approximate":
    st.warning(
        "The place of this area is only known to within 1 to 3 km, so the census areas shown for it may not be its own. "
        "Read the figures with care."
    )
if has_returns:
    story.three_sentences(context, name, figures, account, trends)
    story.key_figures(context, name, figures, db.query(build, "area_similar_middle", area_id=view.area))
else:
    sections.key_figures(context, name, figures)
    st.header("How it did")
    story.without_returns(context, name)

with st.container(key="after-first-page"):
    if has_returns:
        st.header("Over time")
        story.over_time(context, name, theme)
        st.header("The money")
        story.account(context, name, account)
        st.header("Bids, offers and wins")
        story.funding(context, name)
        st.header("Meetings")
        story.meetings(context, name)
        st.header("The council")
        story.council(context, name)
        st.header("What changed")
        story.outcomes(context, name)
        st.header("What stays")
        story.stays(context, name)

st.header("What stands out")
standing.stands_out(context)

st.header("What is missing")
if has_returns:
    story.missing(context)
st.markdown(sections.not_known(context, facts, has_returns, bool(dated)))

with st.container(key="after-one-page"):
    st.header("On the public record")
    record.record(context, name, facts)

    st.header("How it stands among the areas, and against its region and England")
    sections.by_topic()

    st.header("Similar areas")
    standing.similar(context, name)

    st.header("Notes and challenges")
    story.notes(context)

    st.header("The area itself")
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.markdown(sections.about_lines(build, view.area))
    with right:
        sections.local_map(context, about)
