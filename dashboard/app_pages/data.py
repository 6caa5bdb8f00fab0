"""What is in here, what is missing, and where is it from?"""

import streamlit as st

from dashboard import charts, db, parts, record_parts, words
from dashboard.catalogue import looked_at

looked = looked_at()
build, programme = looked.build, looked.catalogue.programme
prefix, version = programme["file_prefix"], build.version
total = int(programme["areas"])

parts.title("What is in here, and what is missing?")
parts.answer(
    f"Public figures cover all {total} areas. Published facts have been gathered for {programme['areas_on_record']} of them. "
    f"Returns of areas are loaded for {programme['areas_with_returns']}: how areas did cannot be said from public figures alone."
)

measures = db.query(build, "coverage_measures")
record = db.query(build, "coverage_record")
areas = db.query(build, "areas_on_record")

st.header("Coverage of the areas, by source")
counted = measures[measures["topic"] != "Public record"]
fewest = counted.sort_values("areas_with_figure", kind="stable").drop_duplicates("topic").sort_index()
on_record, with_returns = int(programme["areas_on_record"]), int(programme["areas_with_returns"])
labels = [*fewest["topic"], "Published facts", "Returns of areas"]
counts = {
    "Has a figure": [*fewest["areas_with_figure"], on_record, with_returns],
    "Not reported or not gathered": [*fewest["areas_not_reported"], total - on_record, total - with_returns],
    "Nothing due": [*fewest["areas_not_due"], 0, 0],
    "Hidden to protect people": [*fewest["areas_hidden"], 0, 0],
}
shown = [(name, [int(count) for count in values]) for name, values in counts.items() if any(values)]
complete = int((counted["areas_with_figure"] == total).sum())
parts.chart(
    charts.coverage(labels, shown, total, parts.theme()),
    title=f"{complete} of {len(counted)} public figures cover all {total} areas; facts cover {on_record}, returns {with_returns}",
    subtitle="Areas with a figure in the newest period; for a topic, the measure that fewest areas have.",
    alt="; ".join(f"{label}: {count} of {total} areas" for label, count in zip(labels, shown[0][1], strict=True)),
    source=f"Data version {version}.",
    key="coverage",
)
parts.table(
    measures.drop(columns="sources").rename(
        columns={
            "topic": "Topic",
            "name": "Measure",
            "period": "Newest period",
            "areas_with_figure": "Areas with a figure",
            "areas_not_reported": "Not reported",
            "areas_not_due": "Nothing due",
            "areas_hidden": "Hidden",
        }
    ),
    alt="Coverage of every measure, one row a measure.",
    file_name=f"{prefix}-coverage-v{version}.csv",
)

st.header("Published facts")
facts = int(record["facts"].sum())
st.markdown(
    f"{words.count_of(facts, 'invented fact')}."
    if programme["is_invented"]
    else f"{words.count_of(facts, 'fact')} from pages of Local Trust, areas, the press and evaluations, each with its "
    "address. This record is what has been gathered, not all there is: an area without facts may have published a great deal."
)
left, right = st.columns(2)
with left:
    parts.table(
        record.rename(
            columns={
                "kind": "Kind of fact",
                "facts": "Facts",
                "areas": "Areas",
                "programme_facts": "About the programme",
                "from_copies": "From a copy of a page",
            }
        ),
        alt="Published facts by kind.",
        file_name=f"{prefix}-published-facts-by-kind-v{version}.csv",
    )
with right:
    parts.table(
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
        file_name=f"{prefix}-areas-on-record-v{version}.csv",
    )
st.markdown("**About the whole programme**")
parts.table(
    record_parts.facts_table(db.query(build, "facts", area_id="")),
    alt="Published facts about the whole programme.",
    file_name=f"{prefix}-programme-facts-v{version}.csv",
    is_text=True,
)

st.header("Councils and residents: what published accounts tell")
record_parts.cases(db.query(build, "cases", area_id=""))

st.header("Sources")
parts.table(
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
    file_name=f"{prefix}-sources-v{version}.csv",
    is_text=True,
)

st.header("This build")
st.markdown(
    f"Version **{version}**, made on {programme['built_at']:%-d %B %Y at %H:%M} (UTC) from the files of the programme. "
    "The last five builds are kept. Two builds of the same files hold the same rows."
)
