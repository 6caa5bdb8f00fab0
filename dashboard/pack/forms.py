"""The forms in which a pack leaves: for each its label, its file name and kind, and its writer."""

from collections.abc import Callable
from dataclasses import dataclass

from dashboard.pack import hall, handout, slides, workbook
from dashboard.pack.finding import Pack


@dataclass(frozen=True)
class Form:
    """One form of a pack: ``write`` makes the bytes of the file."""

    form_id: str
    label: str
    name_part: str
    ending: str
    media_type: str
    help: str
    write: Callable[[Pack], bytes]


FORMS = {
    form.form_id: form
    for form in (
        Form(
            "slides",
            "Slides (PowerPoint)",
            "slides",
            "pptx",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "Charts can be edited; speaker notes say how sure each figure is and where it is from.",
            slides.slides,
        ),
        Form("handout", "Handout (PDF)", "handout", "pdf", "application/pdf", "A4, to print.", handout.handout),
        Form(
            "large",
            "Large-print handout (PDF)",
            "handout-large-print",
            "pdf",
            "application/pdf",
            "A3 with large type.",
            lambda pack: handout.handout(pack, is_large=True),
        ),
        Form(
            "hall",
            "One file for the hall (HTML)",
            "hall",
            "html",
            "text/html",
            "Works without internet, from a USB stick: to read, and to present with the arrow keys.",
            lambda pack: hall.hall_file(pack).encode(),
        ),
        Form(
            "workbook",
            "Tables (XLSX)",
            "tables",
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "One sheet for each finding.",
            workbook.workbook,
        ),
    )
}
