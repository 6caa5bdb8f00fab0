"""The slides of a pack keep to the schema of ECMA-376, part by part, so that PowerPoint opens them without a repair."""

import zipfile
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from dashboard.model import db
from dashboard.model.catalogue import catalogue_of
from dashboard.model.state import View
from dashboard.pack import packs
from dashboard.pack.finding import Pack
from dashboard.pack.slides import slides
from tests.dashboard.pack.samples import HOSTILE_PACK, PACK

pytestmark = [pytest.mark.prove, pytest.mark.usefixtures("on_real_builds")]


def assert_valid(pack: Pack, folder: Path) -> None:
    """Write the slides of a pack and hold them against the schema."""
    path = folder / "pack.pptx"
    path.write_bytes(slides(pack))
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == [], pack.place


@pytest.mark.parametrize("pack", [PACK, HOSTILE_PACK])
def test_slides_with_every_kind_of_picture_and_hostile_texts_are_valid(pack: Pack, tmp_path: Path):
    assert_valid(pack, tmp_path)


@pytest.mark.parametrize("programme", ["practice", "big_local"])
def test_slides_of_every_tenth_area_are_valid(programme: str, tmp_path: Path):
    build = db.public_build(programme)
    for area in ["", *list(catalogue_of(build).areas.index)[::10]]:
        pack = packs.pack(build, View(programme, area=area, since="2019-01-01", election=packs.NEAR))
        assert pack is not None
        assert_valid(pack, tmp_path)


def test_a_part_in_the_wrong_place_is_noticed(tmp_path: Path):
    sound, spoiled = tmp_path / "pack.pptx", tmp_path / "spoiled.pptx"
    sound.write_bytes(slides(PACK))
    with zipfile.ZipFile(sound) as before, zipfile.ZipFile(spoiled, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(b"</c:catAx>", b'<c:tickLblSkip val="2"/></c:catAx>'))
    errors = OpenXmlValidator().validate(spoiled).errors
    assert any("tickLblSkip" in str(error) for error in errors)
