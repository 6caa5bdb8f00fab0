"""What does each number mean, where is it from, and what can this not tell?"""

import streamlit as st

from dashboard.app_pages.about import definitions
from dashboard.model import db
from dashboard.model.catalogue import current_context
from dashboard.parts import blocks, head
from dashboard.text import table_codes, words

context = current_context()
registry = context.catalogue.registry
programme = context.catalogue.programme

head.title("What do the numbers mean?")
head.answer(
    f"Every place and every number here is invented, to learn with and to try things out: {len(registry)} measures, listed "
    "below, each with its definition and a caution."
    if programme["is_invented"]
    else f"Every number here has a definition, a source and a caution: {len(registry)} measures, listed below. Each area is "
    "stood for by the census areas of its name, since its true boundary is not public."
)

st.header("What this cannot tell you")
st.markdown(
    """
- **What the programme did.** The figures describe places. Areas were chosen because they had missed out; some change is a return
  to the usual, and the rest may have many causes.
- **How areas did on participation, money and their council**, where the returns they sent are not loaded.
- **Exact figures of the place itself.** Most census areas that stand in are bigger than the place: a typical area was described
  as 5,000 to 8,000 people, and most stand-ins hold more.
- **Which area is best.** There is no ranking. Where areas are compared, it is in words and with what stands beside them.
"""
)

st.header("Measures")
for topic in dict.fromkeys(registry["topic"]):
    st.markdown(f"### {topic}")
    for measure in db.rows(registry[registry["topic"] == topic]):
        with st.expander(str(measure.name)):
            periods = ", ".join(reversed(context.catalogue.periods[str(measure.measure_id)]))
            lines = [
                f"**Unit.** {words.plain(str(measure.unit))}",
                f"**Periods.** {periods}",
                *blocks.measure_lines(context, str(measure.measure_id)),
                *definitions.lines(measure),
            ]
            st.markdown("\n".join(f"- {line}" for line in lines))

st.header("Words")
st.markdown(
    """
- **Area**: one of the neighbourhoods of the programme.
- **Wave**: a group of areas that joined together: 1, 2 or 3.
- **Stand-in**: the census areas whose figures are shown for an area.
- **Neighbourhood (MSOA)**: a census area of about 8,000 people. **Small census area (LSOA)**: one of about 1,600.
- **Median, or the middle one**: half of the areas lie above it and half below.
- **Percentage point**: the difference between two percentages: from 40% to 45% is 5 percentage points.
- **Return**: what an area sends about its own spending, meetings, funding and surveys.
- **Public record**: facts that a published page tells, kept here with the address of the page.
- **Win**: help from outside that was sought and got. Grants recorded around an area are not wins of the area.
"""
)
codes = words.plain(table_codes.codes_explained(list(table_codes.CODES)))
st.markdown(f"**Codes in tables.** {codes} A figure of 0 is a true zero.")

st.header("How sure a figure is")
st.markdown("\n".join(f"- {line}" for line in definitions.METHODS))

st.header("Protecting people")
st.markdown("\n".join(f"- {line}" for line in definitions.PROTECTION))

st.header("Attribution")
st.markdown("\n".join(f"- {line}" for line in head.attribution_lines(context)))

st.header("Accessibility")
st.markdown("\n".join(f"- {line}" for line in definitions.ACCESSIBILITY))
