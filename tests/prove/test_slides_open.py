"""LibreOffice opens the slides and the workbook of a pack: every slide is a page with its title, every sheet is there."""

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from pptx import Presentation
from pypdf import PdfReader

from dashboard.pack.finding import Pack
from dashboard.pack.slides import clean, slides
from dashboard.pack.workbook import workbook
from tests.dashboard.pack.samples import HOSTILE_PACK, PACK

OFFICE = shutil.which("soffice")
pytestmark = [pytest.mark.prove, pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")]


def pages(file: bytes, name: str, folder: Path) -> list[str]:
    """Return the text of each page that LibreOffice makes of a file, without spaces."""
    (folder / name).write_bytes(file)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [str(OFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / name)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    paper = PdfReader(folder / f"{Path(name).stem}.pdf")
    return ["".join(page.extract_text().split()) for page in paper.pages]


@pytest.mark.parametrize("pack", [PACK, HOSTILE_PACK])
def test_every_slide_is_a_page_with_its_title(pack: Pack, tmp_path: Path):
    made = slides(pack)
    titles = [slide.shapes.title.text_frame.text for slide in Presentation(io.BytesIO(made)).slides]  # pyright: ignore[reportOptionalMemberAccess]
    shown = pages(made, "pack.pptx", tmp_path)
    assert len(shown) == len(titles) == len(pack.findings) + 3 + bool(pack.left_out)
    for title, text in zip(titles, shown, strict=True):
        assert "".join(title.split()) in text


@pytest.mark.skipif(shutil.which("localc") is None, reason="LibreOffice Calc is not installed")
@pytest.mark.parametrize("pack", [PACK, HOSTILE_PACK])
def test_the_workbook_shows_every_finding_and_what_is_not_known(pack: Pack, tmp_path: Path):
    shown = "".join(pages(workbook(pack), "pack.xlsx", tmp_path))
    for text in [*(finding.title for finding in pack.findings), *pack.unknown]:
        assert "".join(clean(text).split()) in shown
