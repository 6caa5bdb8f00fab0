"""Who is signed in, at the top of every page, where the server has sign-in."""

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.model.sign_in import SignIn, settings
from dashboard.text import words

if TYPE_CHECKING:
    from dashboard.model.people import Person


def person(chosen: SignIn) -> "Person | None":
    """Return who is signed in, read anew at every change of a page; a visitor where the store of people cannot be read."""
    from dashboard.model import people  # only here: its library takes half a second to load

    try:
        return people.person_of(str(st.context.cookies.get(chosen.cookie, "")))
    except people.Refused:
        return None


def account_line() -> None:
    """Show a link to sign in or out, and whom to ask for a permission; nothing where there is no sign-in."""
    chosen = settings()
    if chosen is None:
        return
    signed_in = person(chosen)
    if signed_in is None:
        st.html(f'<a href="{chosen.address}/account/sign-in">Sign in</a>', width="content")
        return
    st.html(f'<a href="{chosen.address}/account/sign-out">Sign out</a>', width="content")
    if signed_in.permissions:
        roles = sorted({permission.role for permission in signed_in.permissions})
        st.markdown(f"Signed in ({', '.join(roles)})", width="content")
    else:
        st.markdown(
            f"You are signed in as a visitor. To get access, write to {words.plain(chosen.contact)} "
            f"and give this id: {words.plain(signed_in.subject)}",
            width="content",
        )
