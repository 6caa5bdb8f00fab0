"""What is in here, what is missing, and where is it from? And, in staff mode: load mine."""

import streamlit as st

from dashboard.app_pages.data import coverage, history, loading
from dashboard.model import access, db
from dashboard.model.catalogue import current_context
from dashboard.parts import blocks, head, record
from dashboard.text import words

context = current_context()
build, catalogue, programme = context.build, context.catalogue, context.catalogue.programme
kinds = db.query(build, "coverage_record")
areas = db.query(build, "areas_on_record")

head.title("What is in here, and what is missing?")
head.answer(coverage.answer(context))

if access.is_staff():
    past = history.past(context)
    st.header("Load returns", anchor="load-returns")
    loading.show_steps(context, past)
    st.header("History")
    history.show_history(context, past)

st.header("Returns of the areas")
coverage.show_returns(context)

st.header("Coverage of the areas, by source")
coverage.show_by_source(context)

st.header("Published facts")
facts = int(kinds["facts"].sum())
st.markdown(
    f"{words.count_of(facts, 'invented fact')}."
    if programme["is_invented"]
    else f"{words.count_of(facts, 'fact')} from pages of Local Trust, areas, the press and evaluations, each with its "
    "address. This record is what has been gathered, not all there is: an area without facts may have published a great deal."
)
left, right = st.columns(2)
with left:
    blocks.table(
        kinds.rename(
            columns={
                "theme": "Theme",
                "kind": "Kind of fact",
                "facts": "Facts",
                "areas": "Areas",
                "programme_facts": "About the programme",
                "from_copies": "From a copy of a page",
            }
        ),
        alt="Published facts by kind.",
        file_name=blocks.file_name(context, "published-facts-by-kind"),
    )
with right:
    if head.names_only_own(context):
        areas = areas[areas["area_name"] == catalogue.area(context.view.area)["area_name"]]
    blocks.table(
        areas.rename(
            columns={
                "area_name": "Area",
                "region_name": "Region",
                "council_name": "Council",
                "fact_count": "Facts",
                "rows_returned": "Rows returned",
            }
        ),
        alt="Published facts and rows returned, one row an area.",
        file_name=blocks.file_name(context, "areas-on-record"),
    )
st.markdown("**About the whole programme**")
blocks.table(
    record.facts_table(db.query(build, "facts", area_id="")),
    alt="Published facts about the whole programme.",
    file_name=blocks.file_name(context, "programme-facts"),
)

st.header("Councils and residents: what published accounts tell")
record.accounts(context, record.accounts_of(context, [""]))

st.header("Sources")
blocks.table(
    db.query(build, "sources_used").rename(
        columns={
            "title": "Title",
            "publisher": "Publisher",
            "used_for": "Used for",
            "licence": "Licence",
            "dated": "Date",
            "address": "Address",
        }
    ),
    alt="Sources of all figures, one row each.",
    file_name=blocks.file_name(context, "sources"),
)

st.header("This build")
st.markdown(
    f"Version **{build.version}**, made on {programme['built_at']:%-d %B %Y at %H:%M} (UTC) from the files of the programme. "
    "The last five builds are kept on this computer; readers see the newest. A published figure about people stays as it is "
    "until enough people are added (see About)."
)
