"""What was refused and how much is good: every refused row as received, and the number of rows of each kind."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from etl.loading.staging import Staged
from etl.reading.part import Part, Problem


def refused_rows(staged: Staged) -> pd.DataFrame:
    """Return every refused row as received, with file, sheet, row and the reason."""
    frames = []
    for checked, reasons in zip(staged.checked_parts, staged.reasons, strict=True):
        if reasons.empty:
            continue
        row_reasons = reasons.groupby(level=0).agg(lambda texts: "; ".join(dict.fromkeys(filter(None, texts))))
        part = checked.part
        places = row_reasons.index.to_numpy()
        received = part.rows.iloc[places].rename(columns=part.headings)
        received = received.loc[:, ~received.columns.duplicated()]
        rows = pd.concat([received, part.extras.iloc[places].add_suffix(" (beside)")], axis="columns")
        if part.row_headings is not None:
            rows.insert(0, "column", part.row_headings.iloc[places])
        rows.insert(0, "file", part.file)
        rows.insert(1, "sheet", part.sheet)
        rows.insert(2, "row", part.rows.index[places] + 1)
        frames.append(rows.assign(reason=row_reasons.to_numpy()))
    return pd.concat(frames, ignore_index=True).fillna("") if frames else pd.DataFrame()


def _warned_rows(part: Part, problems: Sequence[Problem]) -> set[int]:
    """Return the rows of a part that a warning is about, by their place in it."""
    cells = {
        (problem.row, problem.column if part.row_headings is not None else "")
        for problem in problems
        if problem.severity == "warning" and (problem.file, problem.sheet) == (part.file, part.sheet)
    }
    places = map(int, np.flatnonzero(part.rows.index.isin([row - 1 for row, _ in cells])))
    return {place for place in places if part.cell(place) in cells}


def counts(staged: Staged) -> dict[str, Mapping[str, int]]:
    """Return for each table how many rows were read, are good, have a warning, and are refused."""
    totals: dict[str, dict[str, int]] = {}
    has_warnings = any(problem.severity == "warning" for problem in staged.problems)
    for checked, reasons in zip(staged.checked_parts, staged.reasons, strict=True):
        part = checked.part
        total = totals.setdefault(part.contract.table, {"read": 0, "accepted": 0, "warned": 0, "refused": 0})
        refused = reasons.index.nunique()
        total["read"] += len(part.rows)
        total["refused"] += refused
        total["accepted"] += len(part.rows) - refused
        total["warned"] += len(_warned_rows(part, staged.problems) - set(reasons.index)) if has_warnings else 0
    return {name: totals[name] for name in totals}
