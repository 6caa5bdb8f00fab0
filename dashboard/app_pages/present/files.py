"""The files of a pack, each made on request, the way to show it here, and what it says is not known."""

from collections.abc import Callable
from html import escape

import streamlit as st

from dashboard.model import db
from dashboard.model.catalogue import Context
from dashboard.model.db import Build
from dashboard.pack import embed, forms, packs
from dashboard.pack.finding import Pack
from dashboard.parts import blocks, head
from dashboard.text import words


def show_files(context: Context, build: Build) -> None:
    """Show the four files and the large-print handout, and the link that presents the pack on this screen."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="present-files"):
        for form in forms.FORMS.values():
            st.download_button(
                form.label,
                content(form, context, build),
                f"{blocks.file_name(context, context.view.area, 'pack', form.name_part)}.{form.ending}",
                form.media_type,
                on_click="ignore",
                key=f"pack-{form.form_id}",
                help=form.help,
            )
        st.html(
            f'<a class="present-link" href="{escape(screen_address(context, build))}" target="_blank">Present on this screen</a>'
        )


def screen_address(context: Context, build: Build) -> str:
    """Return the address that presents the pack of the view on the screen, one finding after the other."""
    return f"{packs.address(build, context.view, context.view.findings)}&present=1"


def content(form: forms.Form, context: Context, build: Build) -> Callable[[], bytes]:
    """Return the maker of a file: it runs when the file is asked for, and the build that the file names is kept."""
    site = head.site()

    def made() -> bytes:
        db.keep(build)
        return form.write(pack_of(context, build, site))

    return made


def pack_of(context: Context, build: Build, site: str = "") -> Pack:
    """Return the pack of the present view, whose place is known to exist."""
    pack = packs.pack(build, context.view, site)
    assert pack is not None, "the page stops before where there is no such place"  # noqa: S101
    return pack


def show_embeds(context: Context, build: Build) -> None:
    """Show on demand the lines of HTML that put the findings on another website."""
    box = blocks.opened_box("Embed a finding in a website", "present-embed")
    if box is None:
        return
    with box:
        st.markdown(
            "Copy a line into a web page. It shows the newest public figures, with their source. "
            f"To stay with these figures, write ?v={build.version} at the end of the address."
        )
        pack, site = pack_of(context, build), head.site()
        place = context.view.area or context.catalogue.group_of(context.view)
        for finding in pack.findings:
            st.markdown(words.plain(finding.title))
            if line := embed.line(build, place, finding.finding_id, site):
                st.code(line, language="html", wrap_lines=True)
            else:
                st.caption("This finding depends on the choices of this page and cannot be embedded.")


def show_not_known(context: Context, build: Build) -> None:
    """Show the sentences of the last slide: what is not known, and what was left out."""
    pack = pack_of(context, build)
    st.header("What the last slide says")
    st.markdown("\n".join(f"- {words.plain(text)}" for text in (*pack.left_out, *pack.unknown)))
    st.markdown(
        f"Every slide has its source and data version {build.version}. "
        f"[This address]({pack.page}) makes the same pack again, with the same figures: keep it with the minutes."
    )
