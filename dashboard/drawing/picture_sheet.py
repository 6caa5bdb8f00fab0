"""A sheet to draw on in pixels from its upper left corner, saved as SVG or PNG by Matplotlib without a browser.

Its type is that of Matplotlib, DejaVu Sans, so a picture is the same on every machine. DejaVu Sans is wider than the type
of the screen and therefore drawn smaller, so that names need as much room as there.
"""

import html
import io
import re
import threading
import warnings
import zlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from matplotlib import rc_context
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D

PER_INCH = 72
"""The pixels of an inch: as many as its points, so that a pixel is a point."""
SMALLER = 12 / 14
"""The size of the type beside that of the screen."""
LINE_SPACING = 1.3
STYLE: Any = {
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans", "Arial", "Helvetica"],
    "svg.fonttype": "none",
    "svg.hashsalt": "picture",
}
DASHES = {"dot": (1, 1), "dash": (3, 3), "dashdot": (3, 1, 1, 1)}
ANCHORS = {"left": 0.0, "center": 0.5, "right": 1.0, "top": 0.0, "middle": 0.5, "bottom": 1.0}
"""The part of a text that lies before its anchor."""
SIDES: Any = {0.0: "left", 0.5: "center", 1.0: "right"}
WIDE_SPACE = "\u2002"
"""A space of half the size of the type, which Matplotlib leaves out of account at the ends of a text."""
LOCK = threading.Lock()
"""The style of Matplotlib belongs to the process: drawing with it is done by one thread at a time."""

Run = tuple[str, bool]
"""A piece of a line of text, and whether it is bold."""


def lines_of(markup: str) -> list[list[Run]]:
    """Return a text of Plotly as lines of pieces: it knows <br> and <b>, and escapes the rest."""
    lines: list[list[Run]] = [[]]
    is_bold = False
    for part in re.split(r"(<br>|</?b>)", markup):
        if part == "<br>":
            lines.append([])
        elif part in ("<b>", "</b>"):
            is_bold = part == "<b>"
        elif part:
            lines[-1].append((clean(html.unescape(part)), is_bold))
    return lines


def clean(text: str) -> str:
    """Return a text in one line, without the characters that no XML may hold."""
    return re.sub(r"[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]", " ", text)


@lru_cache(maxsize=4000)
def width_of(text: str, size: float, is_bold: bool = False) -> float:
    """Return the width of a line of text of a size on the screen."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a letter that the type lacks is drawn as a box
        return text_to_path.get_text_width_height_descent(clean(text), _font(size, is_bold), ismath=False)[0]


@lru_cache(maxsize=50)
def _font(size: float, is_bold: bool) -> FontProperties:
    return FontProperties(family="DejaVu Sans", size=size * SMALLER, weight="bold" if is_bold else "normal")


def size_of(markup: str, size: float) -> tuple[float, float]:
    """Return the width and height of a text of Plotly."""
    lines = lines_of(markup)
    widths = [sum(width_of(text, size, is_bold) for text, is_bold in line) for line in lines]
    return max(widths), len(lines) * size * LINE_SPACING


def wrapped_to(text: str, size: float, room: float, is_bold: bool = False) -> list[str]:
    """Return a plain text broken into lines that are not wider than the room, also within a long word."""
    lines: list[str] = []
    line = ""
    for word in clean(text).split():
        longer = f"{line} {word}".strip()
        if line and width_of(longer, size, is_bold) > room:
            lines.append(line)
            longer = word
        while width_of(longer, size, is_bold) > room and len(longer) > 1:
            fits = max(
                (number for number in range(1, len(longer)) if width_of(longer[:number], size, is_bold) <= room),
                default=1,
            )
            lines.append(longer[:fits])
            longer = longer[fits:]
        line = longer
    return [*lines, line] if line else lines


def rgba(color: str) -> Any:
    """Return a colour of Plotly as Matplotlib takes it."""
    parts = re.fullmatch(r"rgba?\(([^)]*)\)", color.replace(" ", ""))
    if not parts:
        return color
    red, green, blue, *alpha = (float(part) for part in parts[1].split(","))
    return red / 255, green / 255, blue / 255, *(alpha or [1.0])


class Sheet:
    """A sheet of a size in pixels on a ground; what is drawn later covers what was drawn before."""

    def __init__(self, width: float, height: float, ground: str):
        self.width, self.height = width, height
        self.figure = Figure(figsize=(width / PER_INCH, height / PER_INCH), dpi=PER_INCH, facecolor=ground)
        self.pixels = Affine2D().scale(1 / PER_INCH, -1 / PER_INCH).translate(0, height / PER_INCH)
        self.pixels += self.figure.dpi_scale_trans
        self.order = 0

    def add(self, artist: Any) -> None:
        """Put a mark on top of all others."""
        self.order += 1
        artist.set_transform(self.pixels)
        artist.set_zorder(self.order)
        artist.set_clip_on(False)
        self.figure.add_artist(artist, clip=False)

    def line(
        self,
        points: Sequence[tuple[float, float]],
        color: str,
        width: float = 1,
        dash: str = "solid",
    ) -> None:
        """Draw a line through points."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        artist = Line2D(xs, ys, color=rgba(color), linewidth=width, solid_capstyle="butt", dash_capstyle="butt")
        if dash in DASHES:
            artist.set_linestyle((0, [part * max(width, 3) / width for part in DASHES[dash]]))
        elif dash != "solid":
            raise ValueError(f"A picture cannot draw the dash {dash!r}.")
        self.add(artist)

    def shape(
        self,
        outlines: Sequence[Sequence[tuple[float, float]]],
        fill: str = "none",
        edge: str = "none",
        width: float = 0,
        opacity: float = 1,
    ) -> None:
        """Draw closed outlines of one look."""
        vertices: list[tuple[float, float]] = []
        codes: list[Any] = []
        for outline in outlines:
            vertices += [*outline, outline[0]]
            codes += [Path.MOVETO, *[Path.LINETO] * (len(outline) - 1), Path.CLOSEPOLY]
        self._path(vertices, codes, fill, edge, width, opacity)

    def strokes(
        self, strokes: Sequence[Sequence[tuple[float, float]]], color: str, width: float = 1, opacity: float = 1
    ) -> None:
        """Draw open lines of one look."""
        vertices = [point for stroke in strokes for point in stroke]
        codes = [code for stroke in strokes for code in (Path.MOVETO, *[Path.LINETO] * (len(stroke) - 1))]
        self._path(vertices, codes, "none", color, width, opacity)

    def circles(
        self,
        circles: Sequence[tuple[float, float, float]],
        fill: str,
        edge: str = "none",
        width: float = 0,
        opacity: float = 1,
    ) -> None:
        """Draw circles of one look: their middles and radii."""
        vertices: list[Any] = []
        codes: list[Any] = []
        unit: Any = Path.unit_circle()
        points, arcs = unit.vertices.tolist(), list(unit.codes)
        for x, y, radius in circles:
            vertices += [(x + radius * across, y + radius * down) for across, down in points]
            codes += arcs
        self._path(vertices, codes, fill, edge, width, opacity)

    def _path(
        self, vertices: Sequence[Any], codes: Sequence[Any], fill: str, edge: str, width: float, opacity: float
    ) -> None:
        if not vertices:
            return
        self.add(
            PathPatch(
                Path(vertices, codes),
                facecolor=rgba(fill),
                edgecolor=rgba(edge) if width else "none",
                linewidth=width,
                alpha=None if opacity == 1 else opacity,
            )
        )

    def text(
        self,
        x: float,
        y: float,
        markup: str,
        color: str,
        size: float = 14,
        across: str = "left",
        down: str = "middle",
        align: str = "",
    ) -> None:
        """Write a text of Plotly at a point, which is the part ``across`` and ``down`` of its box."""
        lines = lines_of(markup)
        step = size * LINE_SPACING
        before = ANCHORS[across]
        side = ANCHORS[align] if align else before
        widest = size_of(markup, size)[0] if side != before else 0.0
        x += (side - before) * widest
        top = y - ANCHORS[down] * step * len(lines)
        for number, line in enumerate(lines):
            self._line_of_text(x, top + step * number + (step + 0.73 * size * SMALLER) / 2, line, color, size, side)

    def _line_of_text(self, x: float, y: float, line: list[Run], color: str, size: float, side: float) -> None:
        if len(line) == 1:
            self._run(x, y, line[0], color, size, SIDES[side])
            return
        x -= side * sum(width_of(text, size, is_bold) for text, is_bold in line)
        for text, is_bold in line:
            self._run(x, y, (text, is_bold), color, size, "left")
            x += width_of(text, size, is_bold)

    def _run(self, x: float, y: float, run: Run, color: str, size: float, side: Any) -> None:
        text, is_bold = run
        if not text.strip():
            return
        before, after = (len(text) - len(part) for part in (text.lstrip(WIDE_SPACE), text.rstrip(WIDE_SPACE)))
        part_before = {"left": 0.0, "center": 0.5, "right": 1.0}[side]
        x += (before * (1 - part_before) - after * part_before) * size / 2
        self.order += 1
        artist = self.figure.text(
            x,
            y,
            text.strip(WIDE_SPACE).rstrip(),
            color=rgba(color),
            fontsize=size * SMALLER,
            fontweight="bold" if is_bold else "normal",
            ha=side,
            va="baseline",
            parse_math=False,
            zorder=self.order,
        )
        artist.set_transform(self.pixels)

    def svg(self, title: str, description: str) -> str:
        """Return the sheet as SVG with its title and description, without a date; none of its names is that of another."""
        file = io.StringIO()
        self.figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
        text = file.getvalue()
        text = re.sub(
            r"\s*<metadata>.*?</metadata>|\s*<defs>\s*<style.*?</style>\s*</defs>",
            "",
            text[text.index("<svg") :],
            flags=re.DOTALL,
        )
        start = text.index(">") + 1
        head = re.sub(r' width="[^"]*" height="[^"]*"', "", text[:start])
        head = f'{head[:-1]} width="{self.width:g}" height="{self.height:g}" role="img" stroke-linejoin="round">'
        body = re.sub(r' id="(?:figure|patch|line2d|text)_\d+"', "", text[start:])
        prefix = f"p{zlib.crc32(body.encode())}-"
        body = re.sub(r'(id="|href="#|url\(#)', rf"\g<1>{prefix}", body)
        parts = [("title", title), ("desc", description)]
        names = "".join(f"<{name}>{html.escape(clean(part), quote=False)}</{name}>" for name, part in parts if part)
        return f"{head}{names}{body}"

    def png(self, title: str, description: str) -> bytes:
        """Return the sheet as PNG of twice its size, with its title and description in it."""
        file = io.BytesIO()
        parts = {"Title": title, "Description": description, "Software": None}
        self.figure.savefig(
            file,
            format="png",
            dpi=2 * PER_INCH,
            pil_kwargs={"compress_level": 3},
            metadata={name: part for name, part in parts.items() if part or name == "Software"},
        )
        return file.getvalue()


def drawing_style() -> Any:
    """Return the style of Matplotlib for pictures, to be used under ``LOCK``."""
    return rc_context(STYLE)
