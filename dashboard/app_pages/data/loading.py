"""Loading returns on the Data page, for staff: templates, choosing files, checking them, and loading what is good."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.app_pages.data import command, reports
from dashboard.app_pages.data.command import ChosenFile, NotDone, Request
from dashboard.model import db, dictionary
from dashboard.model.catalogue import Context
from dashboard.text import words

ENDINGS = ["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "ods", "json", "geojson"]
LARGEST_MB = 100
WITHOUT_COLUMNS = (".json", ".geojson")
"""Such files have no place for one more column that says what to mend."""

ADDED = "No: new rows are added, rows that are there already take the new values"

Past = Sequence[Mapping[str, Any]]


def steps(context: Context, past: Past) -> None:
    """Show the three steps: take a template, choose files, check and load them. Nothing changes before the last button."""
    st.markdown("Three steps. Nothing changes until you press the last button, and every load can be taken back.")
    done = st.session_state.pop("loaded", "")
    if done:
        st.success(done)
        st.toast(done, icon=":material/check:", duration="long")  # the sentence may be scrolled out of sight
    st.subheader("1. Take a template", anchor=False)
    templates(context)
    st.subheader("2. Choose your files", anchor=False)
    uploads = chosen_files()
    replaces = replaced_load(past)
    st.subheader("3. Check them, then load them", anchor=False)
    if not uploads:
        st.caption("Choose files first. They are read on this computer and go nowhere else.")
        return
    files_key = tuple(one.file_id for one in uploads)
    table = named_table(len(uploads)) if st.session_state.get("not-recognised") == files_key else ""
    key = (context.build.programme_id, context.build.version, files_key, replaces, table)

    def request() -> Request:
        files = [ChosenFile(one.name, one.getvalue()) for one in uploads]
        return Request(context.build.programme_id, files, table, replaces)

    if st.button("Check these files", key="check"):
        check(request(), key)
    checked_key, report = st.session_state.get("checked", (None, {}))
    if report and checked_key == key:
        show(context, report, request)


def check(request: Request, key: tuple[Any, ...]) -> None:
    """Check the files and keep the report for as long as they and the choices about them stay the same."""
    report: Mapping[str, Any] = {}
    with running("Checking") as tell:
        report = command.report(request, tell)
    st.session_state["checked"] = (key, report)
    st.session_state.pop("marked", None)
    if report and reports.is_not_recognised(report) and not request.table:
        st.session_state["not-recognised"] = key[2]
        st.rerun()  # so that the question which table it is stands above the button


def templates(context: Context) -> None:
    """Offer the blank template of any table, as a spreadsheet or as CSV."""
    tables = dictionary.returned_tables()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        table = st.selectbox("Table", list(tables), format_func=dictionary.title_of, key="template", width=370)
        for form, label in (("xlsx", "Spreadsheet (XLSX)"), ("csv", "CSV")):
            st.download_button(
                f"Download the template: {label}",
                lambda form=form: template(context.build, table, form),
                f"{context.catalogue.programme['file_prefix']}-{table.replace('_', '-')}-template.{form}",
                on_click="ignore",
            )
    st.caption(
        f"Each row is {tables[table].each_row_is}. Files of your own are good too, if their headings are like the template’s; "
        "the spreadsheet offers the names of areas to choose from and says what each column means."
    )


@st.cache_data(max_entries=100, show_spinner=False)
def template(build: db.Build, table: str, form: str) -> bytes:
    """Return the template of a table, made once a build: the names it offers are those of the build."""
    return command.template(build.programme_id, table, form)


def chosen_files() -> Sequence[Any]:
    """Show where files are chosen, and return them."""
    return st.file_uploader(
        "Files to load",
        type=ENDINGS,
        accept_multiple_files=True,
        max_upload_size=LARGEST_MB,
        key=f"files-{st.session_state.get('loads-done', 0)}",  # after a load it is empty again
        help="CSV, XLSX, XLS, ODS, JSON or GeoJSON, several at once; one file may hold several tables on several sheets.",
    )


def replaced_load(past: Past) -> int:
    """Show the choice whether the files replace an earlier load, and return its number, or 0."""
    active = {load["number"]: load for load in reversed(past) if not load["rolled_back"]}
    if not active:
        return 0
    return st.selectbox(
        "Do they replace an earlier load?",
        [0, *active],
        format_func=lambda number: f"Yes, load {number}: {load_words(active[number])}" if number else ADDED,
        key="replaces",
        width=560,
        help="Say yes where the files are a new version of all that a load held: rows of it that are not in them are then taken "
        "away.",
    )


def load_words(load: Mapping[str, Any]) -> str:
    """Return a load in a few words: its first file, how many more, and when."""
    names = [file["name"] for file in load["files"]]
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return f"{reports.short(names[0]) if names else 'no file'}{more}, {words.moment(load['loaded_at'])}"


def named_table(files: int) -> str:
    """Show the choice of the table where the headings did not tell, and return it; it holds for all files."""
    table = st.selectbox(
        "Which table is it?",
        ["", *dictionary.returned_tables()],
        format_func=lambda table: dictionary.title_of(table) if table else "Let the headings tell",
        key="named-table",
        width=370,
        help="The headings of a file or sheet are like those of no table. Choose one and check again.",
    )
    if files > 1:
        st.caption(
            f"The answer holds for all {files} files. If only one of them was not recognised, choose that file alone."
        )
    return table


@contextmanager
def running(what: str) -> Iterator[Callable[[str], None]]:
    """Show how far a command has come; give what tells it. Where it could not be done, say why and end with that."""
    with st.status(f"{what} …") as status:
        try:
            yield lambda line: status.update(label=f"{what}: {words.plain(reports.short(line))}")
        except NotDone as why:
            status.update(label=f"{what}: not done", state="error", expanded=True)
            st.markdown("\n".join(f"- {words.plain(line)}" for line in why.sentences))
        else:
            status.update(label=f"{what}: done", state="complete")


def show(context: Context, report: Mapping[str, Any], request: Callable[[], Request]) -> None:
    """Show a report, the files that help to mend, and the button that loads what is good."""
    prefix = f"{context.catalogue.programme['file_prefix']}-check"
    with st.container(border=True, key="report"):
        st.markdown("**What was read**")
        reports.files(report)
        reports.problems(report, f"{prefix}-messages")
        if report["problems"]:
            marked(report, request)
        if report["difference"]:
            st.markdown("**What would change**")
            reports.difference(report, f"{prefix}-by-area")
        why = reports.why_not(report)
        if why:
            st.markdown(f"**Nothing would change.** {why}")
        if taken_away(report, request().replaces):
            st.warning(taken_away(report, request().replaces))
        if st.button(button_words(report), type="primary", disabled=bool(why), key="load"):
            load(request())


def taken_away(report: Mapping[str, Any], replaces: int) -> str:
    """Return a sentence on the rows that loading would take away, or nothing."""
    gone = reports.rows_gone(report)
    if not gone:
        return ""
    one = gone == 1
    return (
        f"{words.count_of(gone, 'row')} that load {replaces} holds {'is' if one else 'are'} not in these files: "
        f"{'it' if one else 'they'} will be taken away."
    )


def button_words(report: Mapping[str, Any]) -> str:
    """Return what the last button does: "Load 15 rows", and how many it takes away."""
    gone = reports.rows_gone(report)
    return f"Load {words.count_of(reports.rows_to_load(report), 'row')}" + (f" and take {gone:,} away" if gone else "")


def marked(report: Mapping[str, Any], request: Callable[[], Request]) -> None:
    """Offer the files that came with what to mend beside each row; they are made when asked for."""
    if st.button("Write what to mend into a copy of my files", key="mark"):
        with running("Writing what to mend") as tell:
            st.session_state["marked"] = command.marked_files(to_mark(report, request()), tell)
    for order, one in enumerate(st.session_state.get("marked", [])):
        name = safe_name(one.name)
        st.download_button(f"Download {words.plain(name)}", one.body, name, key=f"marked-{order}", on_click="ignore")


def to_mark(report: Mapping[str, Any], request: Request) -> Request:
    """Return the request for those of its files that have problems and a place for one more column."""
    with_problems = {one["file"] for one in report["problems"]}
    named = zip(command.told_apart(request.files), request.files, strict=True)
    wanted = [
        ChosenFile(name, file.body)
        for name, file in named
        if name in with_problems and not name.lower().endswith(WITHOUT_COLUMNS)
    ]
    if not wanted:
        raise NotDone("A JSON file has no place for one more column. Use the list of all messages above.")
    return replace(request, files=wanted)


def safe_name(name: str) -> str:
    """Return a name for a file to download, made from one that somebody chose."""
    path = Path(name.replace("\\", "/"))
    stem = re.sub(r"[^\w \-.]", "", path.stem)[-60:].strip(" .")
    return f"{stem or 'file'}{re.sub(r'[^.a-zA-Z]', '', path.suffix)}"


def load(request: Request) -> None:
    """Load the files; the page begins anew with the new figures."""
    said: Mapping[str, Any] = {}
    with running("Loading (you may leave this page, it goes on)") as tell:
        said = command.load_files(request, tell)
    if said:
        st.session_state["loaded"] = loaded_words(said)
        st.session_state["loads-done"] = st.session_state.get("loads-done", 0) + 1
        st.session_state.pop("checked", None)
        st.rerun()


def loaded_words(said: Mapping[str, Any]) -> str:
    """Return what a load did, in a sentence."""
    if "load" not in said:
        return str(said["result"])
    return (
        f"Load {said['load']} is done: {words.count_of(reports.rows_to_load(said), 'row')}. The data version is now "
        f"{said['version']}. It can be taken back under History."
    )
