"""What is folded on a phone alone; on a wide screen and on paper it is simply there."""

from html import escape
from typing import Any

import streamlit as st


def folded_on_phone(label: str, key: str) -> Any:
    """Return a container whose content a phone shows when its ``label`` is pressed: see ``.phone-fold`` in style.css."""
    box = st.container(key=f"phone-fold-{key}")
    box.html(f'<details class="phone-fold"><summary>{escape(label)}</summary></details>')
    return box
