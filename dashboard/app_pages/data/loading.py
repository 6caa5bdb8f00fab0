"""Loading returns on the Data page, for staff: templates, choosing files, checking them, and loading the good rows."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.app_pages.data import command, questions, reports
from dashboard.app_pages.data.command import ChosenFile, NotDone, Request
from dashboard.model import db, dictionary
from dashboard.model.catalogue import Context
from dashboard.text import words

ENDINGS = ["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "ods", "json", "geojson"]
LARGEST_MB = 100
WITHOUT_COLUMNS = (".json", ".geojson")
"""The endings of files that have no place for one more column with the corrections to make."""

ADDED = "No: new rows are added, rows that are there already take the new values"

Past = Sequence[Mapping[str, Any]]


def show_steps(context: Context, past: Past) -> None:
    """Show the three steps: take a template, choose files, check and load them. Nothing changes before the last button."""
    st.markdown("Three steps. Nothing changes until you press the last button, and every load can be taken back.")
    done = st.session_state.pop("loaded", "")
    if done:
        st.success(done)
        st.toast(done, icon=":material/check:", duration="long")  # the sentence may be out of view
    st.subheader("1. Take a template", anchor=False)
    show_templates(context)
    st.subheader("2. Choose your files", anchor=False)
    uploads = choose_files()
    replaces = choose_replaced_load(past)
    st.subheader("3. Check them, then load them", anchor=False)
    if not uploads:
        st.caption("Choose files first. They are read on this computer and go nowhere else.")
        return
    files_key = tuple(upload.file_id for upload in uploads)
    table = choose_table(len(uploads)) if st.session_state.get("not-recognised") == files_key else ""
    key = (context.build.programme_id, context.build.version, files_key, replaces, table)

    def request() -> Request:
        files = [ChosenFile(upload.name, upload.getvalue()) for upload in uploads]
        answered_key, answers = st.session_state.get("answers", (None, ()))
        return Request(context.build.programme_id, files, table, replaces, answers if answered_key == key else ())

    if st.button("Check these files", key="check"):
        check(request(), key)
    checked_key, report = st.session_state.get("checked", (None, {}))
    if report and checked_key == key:
        answers = show_report(context, report, request)
        if answers is not None:
            st.session_state["answers"] = (key, tuple(answers))
            check(request(), key)
            st.rerun()


def check(request: Request, key: tuple[Any, ...]) -> None:
    """Check the files and keep the report for as long as they and the choices about them stay the same."""
    report: Mapping[str, Any] = {}
    with running("Checking") as on_progress:
        report = command.report(request, on_progress)
    st.session_state["checked"] = (key, report)
    st.session_state.pop("marked", None)
    if report and reports.is_not_recognised(report) and not request.table:
        st.session_state["not-recognised"] = key[2]
        st.rerun()  # so that the choice of the table is above the button


def show_templates(context: Context) -> None:
    """Show the buttons that download the blank template of any table, as a spreadsheet or as CSV."""
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


def choose_files() -> Sequence[Any]:
    """Show the field in which files are chosen, and return the files."""
    return st.file_uploader(
        "Files to load",
        type=ENDINGS,
        accept_multiple_files=True,
        max_upload_size=LARGEST_MB,
        key=f"files-{st.session_state.get('loads-done', 0)}",  # after a load it is empty again
        help="CSV, XLSX, XLS, ODS, JSON or GeoJSON, several at once; one file may hold several tables on several sheets.",
    )


def choose_replaced_load(past: Past) -> int:
    """Show the choice whether the files replace an earlier load, and return its number, or 0."""
    active = {load["number"]: load for load in reversed(past) if not load["rolled_back"]}
    if not active:
        return 0
    return st.selectbox(
        "Do they replace an earlier load?",
        [0, *active],
        format_func=lambda number: f"Yes, load {number}: {load_label(active[number])}" if number else ADDED,
        key="replaces",
        width=560,
        help="Say yes where the files are a new version of all that a load held: rows of it that are not in them are then taken "
        "away.",
    )


def load_label(load: Mapping[str, Any]) -> str:
    """Return the label of a load: its first file, how many more, and when it was loaded."""
    names = [file["name"] for file in load["files"]]
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return f"{reports.short(names[0]) if names else 'no file'}{more}, {words.moment(load['loaded_at'])}"


def choose_table(files: int) -> str:
    """Show the choice of the table where the headings matched none, and return it; it holds for all files."""
    table = st.selectbox(
        "Which table is it?",
        ["", *dictionary.returned_tables()],
        format_func=lambda table: dictionary.title_of(table) if table else "Detect from the headings",
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
    """Show the progress of a command; yield the function that takes its lines. If it fails, show the reason and go on."""
    with st.status(f"{what} …") as status:
        try:
            yield lambda line: status.update(label=f"{what}: {words.plain(reports.short(line))}")
        except NotDone as why:
            status.update(label=f"{what}: not done", state="error", expanded=True)
            st.markdown("\n".join(f"- {words.plain(line)}" for line in why.sentences))
        else:
            status.update(label=f"{what}: done", state="complete")


def show_report(context: Context, report: Mapping[str, Any], request: Callable[[], Request]) -> Sequence[str] | None:
    """Show a report, the files with corrections, and the button that loads the good rows.

    Return the answers to its questions when they are to be used.
    """
    prefix = f"{context.catalogue.programme['file_prefix']}-check"
    with st.container(border=True, key="report"):
        st.markdown("**What was read**")
        reports.show_files(report)
        answers = questions.show_questions(report)
        reports.show_problems(report, f"{prefix}-messages")
        if report["problems"]:
            show_marked_files(report, request)
        if report["difference"]:
            st.markdown("**What would change**")
            reports.show_difference(report, f"{prefix}-by-area")
        why = reports.nothing_to_load(report)
        if why:
            st.markdown(f"**Nothing would change.** {why}")
        if removal_sentence(report, request().replaces):
            st.warning(removal_sentence(report, request().replaces))
        if st.button(load_button_label(report), type="primary", disabled=bool(why), key="load"):
            load(request())
    return answers


def removal_sentence(report: Mapping[str, Any], replaces: int) -> str:
    """Return how many rows loading would take away, as a sentence, or "" if none."""
    gone = reports.rows_gone(report)
    if not gone:
        return ""
    is_single = gone == 1
    return (
        f"{words.count_of(gone, 'row')} that load {replaces} holds {'is' if is_single else 'are'} not in these files: "
        f"{'it' if is_single else 'they'} will be taken away."
    )


def load_button_label(report: Mapping[str, Any]) -> str:
    """Return the label of the last button: "Load 15 rows", with how many it takes away."""
    gone = reports.rows_gone(report)
    return f"Load {words.count_of(reports.rows_to_load(report), 'row')}" + (f" and take {gone:,} away" if gone else "")


def show_marked_files(report: Mapping[str, Any], request: Callable[[], Request]) -> None:
    """Show the button that writes the corrections to make beside each row of the files, and the files once they are written."""
    if st.button("Write what to mend into a copy of my files", key="mark"):
        with running("Writing what to mend") as on_progress:
            st.session_state["marked"] = command.marked_files(request_to_mark(report, request()), on_progress)
    for order, file in enumerate(st.session_state.get("marked", [])):
        name = safe_name(file.name)
        st.download_button(f"Download {words.plain(name)}", file.body, name, key=f"marked-{order}", on_click="ignore")


def request_to_mark(report: Mapping[str, Any], request: Request) -> Request:
    """Return the request for those of its files that have problems and a place for one more column."""
    with_problems = {problem["file"] for problem in report["problems"]}
    named = zip(command.distinct_names(request.files), request.files, strict=True)
    wanted = [
        ChosenFile(name, file.body)
        for name, file in named
        if name in with_problems and not name.lower().endswith(WITHOUT_COLUMNS)
    ]
    if not wanted:
        raise NotDone("A JSON file has no place for one more column. Use the list of all messages above.")
    answers = questions.answers_for(report, [file.name for file in wanted], request.answers)
    return replace(request, files=wanted, answers=answers)


def safe_name(name: str) -> str:
    """Return a harmless name for a file to download, made from the name of a chosen file."""
    path = Path(name.replace("\\", "/"))
    stem = re.sub(r"[^\w \-.]", "", path.stem)[-60:].strip(" .")
    return f"{stem or 'file'}{re.sub(r'[^.a-zA-Z]', '', path.suffix)}"


def load(request: Request) -> None:
    """Load the files, and run the page again with the new figures."""
    result: Mapping[str, Any] = {}
    with running("Loading (you may leave this page, it goes on)") as on_progress:
        result = command.load_files(request, on_progress)
    if result:
        st.session_state["loaded"] = loaded_sentence(result)
        st.session_state["loads-done"] = st.session_state.get("loads-done", 0) + 1
        st.session_state.pop("checked", None)
        st.rerun()


def loaded_sentence(result: Mapping[str, Any]) -> str:
    """Return what a load did, as sentences."""
    if "load" not in result:
        return str(result["result"])
    return (
        f"Load {result['load']} is done: {words.count_of(reports.rows_to_load(result), 'row')}. The data version is now "
        f"{result['version']}. It can be taken back under History."
    )
