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

head.title("About the data")
head.answer(
    f"Every place and number here is invented, for practice. There are {len(registry)} measures, each with its definition "
    "and limitations."
    if programme["is_invented"]
    else f"There are {len(registry)} measures, each with its definition, source and limitations. Figures for an area are for "
    "its best-fit census areas, because its boundary is not published."
)

st.header("Limitations")
st.markdown(
    """
- **The effect of the programme.** The figures describe places. Areas were chosen because they had missed out, so some
improvement would be expected anyway.
- **Participation, money and council relationships** in areas whose returns are not loaded.
- **Exact figures for each area.** Most best-fit census areas are larger than the Big Local area. A typical area was described
as 5,000 to 8,000 people.
- **Which area is best.** There is no ranking. Comparisons are made in words, with their uncertainty.
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

st.header("Glossary")
st.markdown(
    """
- **95% confidence interval**: the range that would contain the true figure 19 times in 20.
- **Area**: one of the neighbourhoods of the programme.
- **Best-fit census areas**: the census areas (MSOAs) whose figures are shown for an area.
- **Cash terms**: amounts as they were paid, not adjusted for inflation. **Real terms**: adjusted to the prices of one year.
- **Control limits**: the limits in a funnel plot outside which an area differs by more than chance.
- **Funding won**: cash from outside the programme. Loans, investment and contracts are counted apart.
- **Interquartile range**: the range that contains the middle half of areas.
- **Locally trusted organisation (LTO)**: the organisation that held the money for an area.
- **Median (typical area)**: half of areas are above it and half below.
- **Neighbourhood (MSOA)**: a census area of about 8,000 people. **LSOA**: a small census area of about 1,600 people.
- **Percentage point**: the difference between two percentages. From 40% to 45% is 5 percentage points.
- **Public record**: facts from published pages, each with its address.
- **Return**: what an area sends about its own spending, meetings, funding and surveys.
- **Suppressed**: not shown, because a small number could reveal a person.
- **Wave**: a group of areas that joined together: 1, 2 or 3.
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
