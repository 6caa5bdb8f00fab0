"""How to send a published fact in: what it needs, and its template as files."""

import streamlit as st

from dashboard.export import fact_template
from dashboard.parts.blocks import XLSX

TEMPLATES = {
    "CSV": ("text/csv", fact_template.template_csv),
    "XLSX": (XLSX, fact_template.template_xlsx),
}
"""The forms of the template of a fact, each with its kind and the function that makes it."""


def show_fact_template() -> None:
    """Show how to send a published fact in, and its template as files."""
    st.markdown("## Send a fact in")
    st.markdown(
        "A fact needs an area, a theme and kind, what happened, a date if there is one, and the address of a public page. Name "
        "no person. Fill in the template and send it to the people who run this dashboard. A fact that is wrong is withdrawn "
        "with a reason."
    )
    with st.container(horizontal=True, gap="small"):
        for form, (kind, content) in TEMPLATES.items():
            st.download_button(
                f"Template for a new fact ({form})",
                content,
                f"fact-template.{form.lower()}",
                kind,
                on_click="ignore",
                key=f"fact-template-{form}",
            )
