"""A chart as a picture that needs no browser: a Plotly figure drawn by Matplotlib as SVG or PNG, as the screen shows it.

It draws what our charts hold and refuses anything else with an error. With its words a picture says what it is, where it
is from and of which data version, also after it was pasted elsewhere.
"""

import base64
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dashboard.drawing.chart_style import GROUND, INK
from dashboard.drawing.picture_axes import LABEL_GAP, PADDING, Axis, kind_of, set_ends
from dashboard.drawing.picture_bars import Bar, at, bars_of, draw_bar, draw_box, least_distance
from dashboard.drawing.picture_points import color_of, draw_marks, draw_points, is_missing
from dashboard.drawing.picture_sheet import LINE_SPACING, LOCK, Sheet, drawing_style, size_of, wrapped_to

WIDTH = 960
"""The width of a picture, in pixels, where nothing else is asked for."""
EDGE = 16
"""The free edge about a picture with words."""
TITLE, SUBTITLE, SMALL = 20, 16, 14
"""The sizes of the words above and below, beside those of the screen."""
KEY_WIDTH, KEY_GAP, KEY_HEIGHT, KEY_FOOT = 36, 14, 20, 8
SPACE = 4
"""The width of a space after a label."""
TRACES = ("scatter", "bar")


@dataclass(frozen=True)
class PictureWords:
    """What a picture says beside its chart, all of it plain text; ``alt`` is its text for those who cannot see it."""

    title: str = ""
    subtitle: str = ""
    source: str = ""
    base: str = ""
    version: str = ""
    alt: str = ""
    corner: str = ""

    @property
    def lines_below(self) -> list[str]:
        """The lines under the chart."""
        has_version = not self.version or self.version in self.source
        version = "" if has_version else f"Data version {self.version}."
        return [line for line in (self.base, " ".join(part for part in (self.source, version) if part)) if line]


def svg(
    figure: go.Figure,
    words: PictureWords | None,
    width: int,
    height: int,
    theme: str = "light",
    has_ground: bool = True,
) -> str:
    """Return a figure as SVG, the chart alone ``width`` by ``height`` pixels; its words stand above and below that.

    Without a ground of its own it has that of the page around it.
    """
    words = words or PictureWords()
    with LOCK, drawing_style():
        sheet = drawn(figure, words, width, height, theme)
        sheet.figure.patch.set_visible(has_ground)
        return sheet.svg(words.title or words.alt, words.alt if words.title else "")


def png(figure: go.Figure, words: PictureWords | None, width: int, height: int, theme: str = "light") -> bytes:
    """Return a figure as PNG of twice its size, on a white ground in the light theme; otherwise as :func:`svg`."""
    words = words or PictureWords()
    with LOCK, drawing_style():
        return drawn(figure, words, width, height, theme).png(words.title or words.alt, words.alt)


def drawn(figure: go.Figure, words: PictureWords, width: int, height: int, theme: str) -> Sheet:
    """Return the sheet with the words and the chart."""
    edge = EDGE if words.title or words.lines_below else 0
    room = width - 2 * edge
    above = [(line, TITLE, True) for line in wrapped_to(words.title, TITLE, room, is_bold=True)]
    above += [(line, SUBTITLE, False) for line in wrapped_to(words.subtitle, SUBTITLE, room)]
    below = [(part, SMALL, False) for line in words.lines_below for part in wrapped_to(line, SMALL, room)]
    corner = [(words.corner, SMALL, True)] if words.corner else []
    tops = [edge + LINE_SPACING * sum(size for _, size, _ in lines) for lines in (corner + above, below)]
    gaps = [8 if lines else 0 for lines in (corner + above, below)]
    sheet = Sheet(width, height + sum(tops) + sum(gaps), GROUND[theme])
    if corner:
        sheet.text(width - max(edge, 4), edge, bold(words.corner), INK[theme], SMALL, "right", "top")
    write(sheet, above, edge, edge + LINE_SPACING * SMALL * len(corner), theme)
    Chart(sheet, figure, (edge, tops[0] + gaps[0], room, height), theme).draw()
    write(sheet, below, edge, tops[0] + sum(gaps) + height, theme)
    return sheet


def write(sheet: Sheet, lines: Sequence[tuple[str, int, bool]], left: float, top: float, theme: str) -> None:
    """Write plain lines under one another: their texts, sizes, and whether they are bold."""
    for text, size, is_bold in lines:
        sheet.text(left, top, bold(text) if is_bold else escaped(text), INK[theme], size, down="top")
        top += size * LINE_SPACING


def escaped(text: str) -> str:
    """Return a plain text as markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def bold(text: str) -> str:
    """Return a plain text as bold markup."""
    return f"<b>{escaped(text)}</b>"


def plain(value: Any) -> Any:
    """Return a part of a figure with lists for its arrays, which Plotly packs."""
    if isinstance(value, dict):
        if set(value) >= {"bdata", "dtype"}:
            return np.frombuffer(base64.b64decode(value["bdata"]), dtype=value["dtype"]).tolist()
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    return value


def listed(value: Any) -> list[Any]:
    """Return a value as a list where it is not."""
    return value if isinstance(value, list) else [value]


class Chart:
    """A figure on a part of a sheet: left, top, width and height in pixels."""

    def __init__(self, sheet: Sheet, figure: go.Figure, box: tuple[float, float, float, float], theme: str):
        self.sheet, self.box = sheet, box
        content = plain(figure.to_dict())
        self.layout: dict[str, Any] = content["layout"]
        self.traces: list[dict[str, Any]] = content["data"]
        for trace in self.traces:
            if trace.get("type", "scatter") not in TRACES:
                raise ValueError(f"A picture cannot draw a trace of the kind {trace['type']!r}.")
            trace.setdefault("type", "scatter")
        font = self.layout.get("font") or {}
        self.ink, self.size = font.get("color") or INK[theme], font.get("size") or 14
        self.axes = self.all_axes()
        self.bars = bars_of(self.traces, self.layout, self.axes)
        for axis in self.axes.values():
            set_ends(axis, self.extents(axis), self.padding(axis))
        self.keys = self.legend_rows(box[2] - 16)
        self.place_plot()

    def all_axes(self) -> dict[str, Axis]:
        """Return the axes by the names that traces have for them: "x", "y2"."""
        template = ((self.layout.get("template") or {}).get("layout")) or {}
        names = {name for trace in self.traces for name in (trace.get("xaxis", "x"), trace.get("yaxis", "y"))}
        axes = {}
        for name in sorted(names | {"x", "y"}):
            look = template.get(f"{name[0]}axis", {}) | self.layout.get(f"{name[0]}axis{name[1:]}", {})
            values = [
                value
                for trace in self.traces
                if trace.get(f"{name[0]}axis", name[0]) == name
                for value in trace[name[0]]
            ]
            axis = Axis(name, look, kind_of(look, values))
            axis.categories = list(dict.fromkeys([*(look.get("categoryarray") or []), *values]))
            axes[name] = axis
        return axes

    def extents(self, axis: Axis) -> list[tuple[float, bool]]:
        """Return the places on an axis that must be in sight, each with whether nothing is free beyond it."""
        places = []
        for trace in self.traces:
            letter = axis.name[0]
            if trace.get(f"{letter}axis", letter) == axis.name and trace["type"] == "scatter":
                places += scatter_extents(trace, axis)
        for bar in self.bars:
            if bar.trace.get(f"{axis.name[0]}axis", axis.name[0]) == axis.name:
                places += bar_extents(bar, bar.is_across == axis.is_across)
        middles = [bar.middle for bar in self.bars]
        if self.bars and axis.kind == "category" and self.bars[0].is_across != axis.is_across:
            room = max(least_distance(middles), 1.0) / 2
            places += [(-room, True), (len(axis.categories) - 1 + room, True)]
        return places

    def padding(self, axis: Axis) -> float:
        """Return the part of a scale that is free beyond its outermost marks, which are not cut off."""
        sizes = [
            float(size)
            for trace in self.traces
            if trace["type"] == "scatter" and "markers" in trace.get("mode", "lines")
            for size in listed((trace.get("marker") or {}).get("size", 6))
        ]
        length = (self.box[2] if axis.is_across else self.box[3]) * 0.8
        return PADDING + max(sizes, default=0.0) / 2 / length

    def place_plot(self) -> None:
        """Place the axes within the margins, which grow with the labels of the axes and with the legend."""
        margin = {side: float((self.layout.get("margin") or {}).get(side, 80)) for side in "lrtb"}
        left, top, width, height = self.box
        for axis in self.axes.values():
            axis.start, axis.end = (0, width) if axis.is_across else (height, 0)
            if axis.has_labels and axis.look.get("automargin"):
                grow(margin, axis, self.crossed(axis).domain[0] < 0.01, width, self.size)
        self.legend_height = len(self.keys) * KEY_HEIGHT
        legend = self.layout.get("legend") or {}
        if self.keys:
            inner = height - margin["t"] - margin["b"]
            beyond = max(legend.get("y", 1.0) - 1, 0) * inner
            margin["t"] = max(margin["t"], self.legend_height + beyond + KEY_FOOT)
        self.plot = (
            left + margin["l"],
            top + margin["t"],
            left + width - margin["r"],
            top + height - margin["b"],
        )
        for axis in self.axes.values():
            first, last = (self.plot[0], self.plot[2]) if axis.is_across else (self.plot[3], self.plot[1])
            axis.start = first + axis.domain[0] * (last - first)
            axis.end = first + axis.domain[1] * (last - first)

    def draw(self) -> None:
        """Draw the chart."""
        self.draw_shapes(is_below=True)
        for axis in self.axes.values():
            self.draw_axis(axis)
        for bar in self.bars:
            draw_bar(self.sheet, bar, self.axes, self.ink)
        for trace in self.traces:
            if trace["type"] == "scatter":
                draw_points(self.sheet, trace, self.axes, self.ink)
        self.draw_shapes(is_below=False)
        for note in self.layout.get("annotations") or []:
            self.draw_note(note)
        self.draw_legend()

    def draw_shapes(self, is_below: bool) -> None:
        """Draw the shapes that are below or above the marks."""
        for shape in self.layout.get("shapes") or []:
            if (shape.get("layer") == "below") == is_below:
                self.draw_shape(shape)

    def crossed(self, axis: Axis) -> Axis:
        """Return the axis at whose start an axis lies."""
        return self.axes.get(axis.look.get("anchor") or "", self.axes["y" if axis.is_across else "x"])

    def draw_axis(self, axis: Axis) -> None:
        """Draw the grid, the line, the labels and the title of an axis."""
        if not axis.is_visible:
            return
        other = self.crossed(axis)
        foot, top = other.start, other.end
        if not axis.is_across:
            foot, top = min(foot, top), max(foot, top)
        look = axis.look
        for number, label in axis.ticks():
            at_pixel = axis.pixel(number)
            if look.get("showgrid"):
                stroke = [(at_pixel, foot), (at_pixel, top)] if axis.is_across else [(foot, at_pixel), (top, at_pixel)]
                self.sheet.line(stroke, look.get("gridcolor", "#eee"), 1, look.get("griddash", "solid"))
            if axis.has_labels:
                self.draw_label(axis, at_pixel, foot, label)
        if look.get("showline"):
            ends = [(axis.start, foot), (axis.end, foot)] if axis.is_across else [(foot, axis.start), (foot, axis.end)]
            self.sheet.line(ends, look.get("linecolor", "#444"), look.get("linewidth", 1))
        title = look.get("title") or {}
        if title.get("text") and axis.is_across:
            size = (title.get("font") or {}).get("size", 14)
            down = foot + label_height(axis) + title.get("standoff", 4)
            middle = (axis.start + axis.end) / 2
            self.sheet.text(middle, down, title["text"], self.ink, size, "center", "top")

    def draw_label(self, axis: Axis, at_pixel: float, foot: float, label: str) -> None:
        """Write the label of a tick."""
        color = axis.look.get("color") or self.ink
        if axis.is_across:
            self.sheet.text(at_pixel, foot + LABEL_GAP, label, color, axis.size, "center", "top")
        else:
            self.sheet.text(
                foot - label_gap(axis, label), at_pixel, label.rstrip(), color, axis.size, "right", align="right"
            )

    def pixel(self, value: Any, reference: str, is_note: bool = False) -> float:
        """Return where a value is on the sheet, of the whole plot ("paper"), of an axis, or of the part of an axis."""
        letter = "x" if reference.startswith("x") else "y"
        if reference in ("x paper", "y paper"):
            first, last = (self.plot[0], self.plot[2]) if letter == "x" else (self.plot[3], self.plot[1])
            return first + float(value) * (last - first)
        axis = self.axes[reference.removesuffix(" domain")]
        if reference.endswith(" domain"):
            return axis.start + float(value) * (axis.end - axis.start)
        return axis.of_note(value) if is_note else axis.at(value)

    def draw_shape(self, shape: Mapping[str, Any]) -> None:
        """Draw a line or a rectangle."""
        references = [reference_of(shape, letter) for letter in "xy"]
        xs = [self.pixel(shape[end], references[0]) for end in ("x0", "x1")]
        ys = [self.pixel(shape[end], references[1]) for end in ("y0", "y1")]
        line = shape.get("line") or {}
        width, color = line.get("width", 2), line.get("color") or self.ink
        if shape["type"] == "line":
            self.sheet.line(list(zip(xs, ys, strict=True)), color, width, line.get("dash", "solid"))
        elif shape["type"] == "rect":
            corners = [(xs[0], ys[0]), (xs[1], ys[0]), (xs[1], ys[1]), (xs[0], ys[1])]
            fill = shape.get("fillcolor", "none")
            self.sheet.shape([corners], fill, color if width else "none", width, shape.get("opacity", 1))
        else:
            raise ValueError(f"A picture cannot draw the shape {shape['type']!r}.")

    def draw_note(self, note: Mapping[str, Any]) -> None:
        """Write an annotation, with its arrow where it has one."""
        references = [reference_of(note, letter) for letter in "xy"]
        x, y = (self.pixel(note[letter], reference, True) for letter, reference in zip("xy", references, strict=True))
        font = note.get("font") or {}
        color, size = font.get("color") or self.ink, font.get("size") or self.size
        if note.get("showarrow", True):
            tail = (
                self.pixel(note["ax"], note.get("axref", "pixel"), True),
                self.pixel(note["ay"], note.get("ayref", "pixel"), True),
            )
            draw_arrow(self.sheet, note, (x, y), tail)
            x, y = tail
        across = anchor_of(note, "x", references[0], ("left", "center", "right"))
        down = anchor_of(note, "y", references[1], ("bottom", "middle", "top"))
        x, y = x + note.get("xshift", 0), y - note.get("yshift", 0)
        self.sheet.text(x, y, note["text"], color, size, across, down, note.get("align", "center"))

    def legend_rows(self, room: float) -> list[list[dict[str, Any]]]:
        """Return the traces in the legend, in rows that are not wider than the room."""
        if not self.layout.get("showlegend"):
            return []
        rows: list[list[dict[str, Any]]] = [[]]
        used = 0.0
        for trace in self.traces:
            if trace.get("showlegend") is False or not trace.get("name"):
                continue
            width = KEY_WIDTH + size_of(trace["name"], self.size)[0] + KEY_GAP
            if rows[-1] and used + width > room:
                rows.append([])
                used = 0.0
            rows[-1].append(trace)
            used += width
        return rows if rows[0] else []

    def draw_legend(self) -> None:
        """Draw the legend above the plot: the look of each trace, and its name."""
        legend = self.layout.get("legend") or {}
        bottom = self.pixel(legend.get("y", 1.0), "y paper")
        top = max(bottom - KEY_FOOT - self.legend_height, self.box[1])
        for number, row in enumerate(self.keys):
            middle = top + (number + 0.5) * KEY_HEIGHT
            left = self.pixel(legend.get("x", 0), "x paper")
            for trace in row:
                self.draw_key(trace, left, middle)
                self.sheet.text(left + KEY_WIDTH - 2, middle, trace["name"], self.ink, self.size)
                left += KEY_WIDTH + size_of(trace["name"], self.size)[0] + KEY_GAP

    def draw_key(self, trace: Mapping[str, Any], left: float, middle: float) -> None:
        """Draw the look of a trace."""
        if trace["type"] == "bar":
            draw_box(self.sheet, (left + 8, middle - 6, left + 26, middle + 6), trace.get("marker") or {}, 0)
            return
        if "lines" in trace.get("mode", "lines"):
            line = trace.get("line") or {}
            stroke = [(left + 3, middle), (left + 31, middle)]
            self.sheet.line(stroke, color_of(trace), line.get("width", 2), line.get("dash", "solid"))
        if "markers" in trace.get("mode", ""):
            draw_marks(self.sheet, trace, [(left + 17, middle)])


def scatter_extents(trace: Mapping[str, Any], axis: Axis) -> list[tuple[float, bool]]:
    """Return the places of points and of the ends of their error bars on an axis."""
    letter = axis.name[0]
    error = trace.get(f"error_{letter}") or {}
    is_fixed = axis.is_across and "markers" not in trace.get("mode", "lines")
    places = []
    for order, value in enumerate(trace[letter]):
        if is_missing(value):
            continue
        number = axis.number(value)
        places.append((number, is_fixed))
        if error.get("array") is not None and error.get("visible") is not False:
            below = at(error.get("arrayminus", error["array"]), order) or 0
            places += [(number + (at(error["array"], order) or 0), False), (number - below, False)]
    return places


def bar_extents(bar: Bar, is_length: bool) -> list[tuple[float, bool]]:
    """Return the ends of a bar along its length or its width."""
    if is_length:
        return [(0.0, True), (bar.end, bar.end == 0)]
    return [(bar.middle - bar.width / 2, True), (bar.middle + bar.width / 2, True)]


def label_gap(axis: Axis, label: str) -> float:
    """Return the room between an upright axis and a label, which may end with a space."""
    return LABEL_GAP + axis.look.get("ticklabelstandoff", 0) + (SPACE if label.endswith(" ") else 0)


def label_height(axis: Axis) -> float:
    """Return the height of the labels under an axis."""
    return LABEL_GAP + max((size_of(label, axis.size)[1] for _, label in axis.ticks()), default=0.0)


def grow(margin: dict[str, float], axis: Axis, is_at_edge: bool, width: float, size: float) -> None:
    """Widen the margins for the labels and the title of an axis, which lie outside where it is at the edge of the plot."""
    labels = axis.ticks()
    if not labels:
        return
    if not axis.is_across:
        widest = max(size_of(label.rstrip(), axis.size)[0] + label_gap(axis, label) for _, label in labels)
        if is_at_edge:
            margin["l"] = max(margin["l"], widest + 2)
        return
    title = axis.look.get("title") or {}
    has_title = LINE_SPACING * size + title.get("standoff", 4) if title.get("text") else 0
    if is_at_edge:
        margin["b"] = max(margin["b"], label_height(axis) + has_title + 2)
    last, label = max(labels, key=lambda tick: axis.pixel(tick[0]))
    beyond = axis.pixel(last) + size_of(label, axis.size)[0] / 2 - width
    margin["r"] = max(margin["r"], beyond)


def reference_of(part: Mapping[str, Any], letter: str) -> str:
    """Return of what a place is: "x", "y2", "y domain", "x paper"."""
    reference = part.get(f"{letter}ref", letter)
    return f"{letter} paper" if reference == "paper" else reference


def anchor_of(note: Mapping[str, Any], letter: str, reference: str, names: tuple[str, str, str]) -> str:
    """Return which part of an annotation is at its place: the given one, or on paper the one that keeps it inside."""
    given = note.get(f"{letter}anchor", "auto")
    if given != "auto":
        return given
    if not reference.endswith(" paper"):
        return names[1]
    return names[0] if note[letter] < 1 / 3 else names[2] if note[letter] > 2 / 3 else names[1]


def draw_arrow(sheet: Sheet, note: Mapping[str, Any], head: tuple[float, float], tail: tuple[float, float]) -> None:
    """Draw the line from an annotation to its place, with a head where it has one."""
    length = math.dist(head, tail)
    if length < 1:
        return
    color, width = note.get("arrowcolor") or "#444", note.get("arrowwidth", 1)
    across, down = (head[0] - tail[0]) / length, (head[1] - tail[1]) / length
    back = min(note.get("standoff", 0), length)
    tip = head[0] - across * back, head[1] - down * back
    has_head = note.get("arrowhead", 1) > 0
    size = 4 * width if has_head else 0
    neck = tip[0] - across * size, tip[1] - down * size
    sheet.line([tail, neck if length > size else tip], color, width)
    if has_head:
        half = 0.5 * size
        sides = [(neck[0] - down * half, neck[1] + across * half), (neck[0] + down * half, neck[1] - across * half)]
        sheet.shape([[tip, *sides]], fill=color)
