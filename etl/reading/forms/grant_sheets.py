"""Grants whose recipients, places or dates are in sheets of their own, as the 360Giving standard allows.

Every row of such a sheet begins with the identifier of its grant. Its columns are put beside the grant's, once for each of
its rows: of numbers in titles nothing depends (see ``etl.reading.forms.grant``), so "1:Recipient Org:0:Name" is the name of
the second recipient.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from etl.errors import DataError
from etl.reading.forms.grant import HEADER_WITHIN, MOST_FIELDS, field
from etl.reading.sheets import Sheet

OF_A_GRANT = {"recipientorg", "fundingorg", "recipientind", "toindividualsdetails", "beneficiarylocation", "planneddates",
              "actualdates", "grantprogramme", "classifications", "relatedactivity"}  # fmt: skip
"""What a grant may have several of."""


@dataclass(frozen=True)
class _Table:
    sheet: Sheet
    header: int
    fields: list[str]

    @property
    def identifiers(self) -> pd.Series:
        """The identifiers of the grants, of the rows below the headings."""
        return self.sheet.grid.iloc[self.header + 1 :, self.fields.index("identifier")].str.strip()


def joined_sheets(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Return the sheets, each of grants with the columns of its parts; the sheets of these parts are left out."""
    grants = [table for sheet in sheets if (table := _table(sheet, is_of_grants=True))]
    joined = [table for sheet in sheets if grants and (table := _table(sheet, is_of_grants=False))]
    if not joined:
        return list(sheets)
    whole = {table.sheet.name: _joined(table, joined) for table in grants}
    grant_ids = set().union(*(table.identifiers for table in grants))
    for table in joined:
        strays = int((~table.identifiers.isin(grant_ids)).sum())
        if strays:
            note = f"sheet {table.sheet.name}: {strays:,} rows were left out, since no grant has their identifier"
            name = grants[0].sheet.name
            whole[name] = replace(whole[name], notes=(*whole[name].notes, note))
    names = {table.sheet.name for table in joined}
    return [whole.get(sheet.name, sheet) for sheet in sheets if sheet.name not in names]


def _table(sheet: Sheet, is_of_grants: bool) -> _Table | None:
    """Return the sheet with the place of its headings when it is of grants, or of the parts of grants; else None."""
    for header in range(min(HEADER_WITHIN, len(sheet.grid))):
        fields = [field(str(text)) for text in sheet.grid.iloc[header]]
        if "identifier" not in fields:
            continue
        others = {name.partition("/")[0] for name in fields if name} - {"identifier"}
        is_part = bool(others) and others <= OF_A_GRANT
        if ("amountawarded" in fields) if is_of_grants else is_part:
            return _Table(sheet, header, fields)
    return None


def _joined(grants: _Table, parts: Sequence[_Table]) -> Sheet:
    """Return the sheet of grants with the columns of all its parts."""
    columns = []
    for part in parts:
        body = part.sheet.grid.iloc[part.header + 1 :]
        number = part.identifiers.groupby(part.identifiers).cumcount()
        for count in range(int(number.max()) + 1 if len(number) else 0):
            rows = body[number == count].set_axis(part.identifiers[number == count], axis="index")
            beside = rows.reindex(grants.identifiers).fillna("").set_axis(grants.identifiers.index, axis="index")
            for place, name in enumerate(part.fields):
                if name and name != "identifier":
                    title = f"{count}:{part.sheet.grid.iloc[part.header, place]}"
                    columns.append(
                        pd.concat([pd.Series({grants.sheet.grid.index[grants.header]: title}), beside.iloc[:, place]])
                    )
    if len(columns) > MOST_FIELDS:
        raise DataError(
            f"{grants.sheet.file}: a grant has too many recipients or places to be read. Divide it into parts."
        )
    grid = pd.concat([grants.sheet.grid, *columns], axis="columns").fillna("").astype("str")
    return replace(grants.sheet, grid=grid.set_axis(range(grid.shape[1]), axis="columns"))
