"""Excel workbooks (xlsx), sheet by sheet as they are shown: values as displayed, merged cells once."""

from __future__ import annotations

from kadrost.reading.formats.xlsx.workbook import read_xlsx

__all__ = ["read_xlsx"]
