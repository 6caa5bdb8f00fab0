"""Other tables of people from which the same sums would be published: the proof that a hidden count stays unknown.

Areas lie in a region and in a wave, so the sums of a measure form a graph: each sum that is shown is a point, each hidden
area a line from its region to its wave. One person more in an area, one fewer in the next with the same sum, and so on
round a circle, leaves every sum as it is. An area on such a circle has two counts that fit, in whole numbers; one on no
circle has only one. Source: Gusfield 1988, A graph theoretic approach to statistical data security, SIAM Journal on
Computing 17:552.
"""

from collections import defaultdict, deque
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
Counts = NDArray[np.float64]
Step = tuple[int, int]
"""An area, and 1 or -1: one person more or fewer in it."""


class Graph:
    """The region and the wave of each hidden area, as the points that it joins."""

    def __init__(self, regions: Sequence[str], waves: Sequence[str]) -> None:
        self.regions, self.waves = regions, waves
        self.steps: dict[str, list[tuple[str, Step]]] = defaultdict(list)
        for area, (region, wave) in enumerate(zip(regions, waves, strict=True)):
            self.steps[region].append((wave, (area, 1)))
            self.steps[wave].append((region, (area, -1)))

    def circle(self, start: Step, more: Flags, fewer: Flags) -> list[Step]:
        """Return the fewest steps, this one first, that leave each sum as it is; none if there are no such steps.

        ``more`` and ``fewer`` say which areas may have one person more or fewer.
        """
        area, sign = start
        source, target = (self.regions[area], self.waves[area])[::-sign]
        before: dict[str, tuple[str, Step]] = {}
        reached = deque([source])
        while reached and source != target and target not in before:
            point = reached.popleft()
            for other, step in self.steps[point]:
                may = more if step[1] > 0 else fewer
                if may[step[0]] and step[0] != area and other not in before and other != source:
                    before[other] = point, step
                    reached.append(other)
        if source != target and target not in before:
            return []
        steps, point = [start], target
        while point != source:
            point, step = before[point]
            steps.append(step)
        return steps


def changes(graph: Graph, more: Flags, fewer: Flags) -> tuple[list[Counts], Flags]:
    """Return changes of the areas' counts that leave every sum as it is, and which areas none of them changes.

    ``more`` and ``fewer`` say which areas may have one person more or fewer.
    """
    circled: list[Counts] = []
    fixed = np.ones(len(more), dtype=bool)
    while fixed.any():
        change = np.zeros(len(more))
        for area in np.flatnonzero(fixed):
            free = change == 0
            ways = [(int(area), sign) for sign, may in ((1, more), (-1, fewer)) if may[area] and free[area]]
            circles = (graph.circle(way, more & free, fewer & free) for way in ways)
            for place, step in next(filter(None, circles), []):
                change[place] = step
        if not change.any():
            break
        circled.append(change)
        fixed &= change == 0
    return circled, fixed
