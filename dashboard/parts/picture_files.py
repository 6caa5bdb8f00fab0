"""The files of a chart as a picture, drawn only when asked for."""

import plotly.graph_objects as go
import streamlit as st

from dashboard.model import access
from dashboard.model.catalogue import current_context
from dashboard.parts import head

KINDS = {"PNG": ("png", "image/png"), "SVG": ("svg", "image/svg+xml")}
HEIGHT = 450
"""The height of a chart that has none of its own: that of the screen."""


def offer_pictures(figure: go.Figure, title: str, subtitle: str, alt: str, source: str, file_name: str) -> None:
    """Offer a chart as PNG and SVG with its title, subtitle, source and data version; none of figures for staff only."""
    if access.is_staff():
        st.caption("No picture is offered in staff mode: the chart may show figures for staff only.")
        return
    title, alt = head.with_programme_name(title), head.with_programme_name(alt)
    version, theme = current_context().build.version, head.theme()

    def drawn(kind: str) -> bytes:
        from dashboard.drawing import picture  # Matplotlib takes time to load and is not needed for a page

        words = picture.PictureWords(title, subtitle, source, version=version, alt=alt)
        height = int(figure.layout.height or HEIGHT)  # type: ignore[attr-defined]
        if kind == "PNG":
            return picture.png(figure, words, picture.WIDTH, height, theme)
        return picture.svg(figure, words, picture.WIDTH, height, theme).encode()

    with st.container(horizontal=True, gap="small"):
        for kind, (ending, mime) in KINDS.items():
            name = f"{file_name}.{ending}"
            st.download_button(
                f"Picture ({kind})", lambda kind=kind: drawn(kind), name, mime, on_click="ignore", key=name
            )
