"""What does each number mean, where is it from, and what can this not tell?"""

import streamlit as st

from dashboard.app_pages.about import definitions, measures
from dashboard.model.catalogue import current_context
from dashboard.parts import head
from dashboard.text import table_codes, words

context = current_context()
registry = context.catalogue.registry
programme = context.catalogue.programme

head.title("About the data")
head.answer(
    f"Every place and number here is invented, for practice. There are {len(registry)} measures, each with its definition "
    "and limitations."
    if programme["is_invented"]
    else f"There are {len(registry)} measures, each with its definition, source and limitations. Figures for an area are for "
    "its best-fit census areas, because its boundary is not published."
)

st.header("Glossary")
half = len(definitions.GLOSSARY) // 2
left, right = st.columns(2, gap="large")
left.markdown("\n".join(f"- {entry}" for entry in definitions.GLOSSARY[:half]))
codes = words.plain(table_codes.codes_explained(list(table_codes.CODES)))
right.markdown(
    "\n".join(
        f"- {entry}"
        for entry in (*definitions.GLOSSARY[half:], f"**Codes in tables**: {codes} A figure of 0 is a true zero.")
    )
)

st.header("Measures")
measures.show_measures(context)

st.header("What they cannot show, and how they are made")
left, right = st.columns(2, gap="large")
with left:
    st.markdown("**These figures cannot show:**")
    st.markdown("\n".join(f"- {line}" for line in definitions.LIMITATIONS))
with right:
    for title, lines in {**definitions.FOLDED, "Attribution": head.attribution_lines(context)}.items():
        with st.expander(title):
            st.markdown("\n".join(f"- {line}" for line in lines))
