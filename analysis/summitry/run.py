"""Run one notebook from a clean kernel: ``python -m summitry.run SOURCE EXECUTED``.

The executed copy carries no times, so that the same input gives the same bytes.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError


def run(source: Path, executed: Path) -> str:
    """Execute `source` into `executed`. Returns what went wrong in one line or two, or ""."""
    book = nbformat.read(source, as_version=4)
    client = NotebookClient(
        book,
        timeout=300,
        record_timing=False,
        coalesce_streams=True,  # how much is printed at a time depends on the machine's load
        resources={"metadata": {"path": source.parent}},
    )
    try:
        client.execute()
    except CellExecutionError as error:
        number = next(
            i
            for i, cell in enumerate(book.cells, start=1)
            if any(output.get("output_type") == "error" for output in cell.get("outputs", []))
        )
        value = re.sub(r"\x1b\[[0-9;]*m", "", error.evalue)
        return f"cell {number}: {error.ename}: {value}"
    book.metadata = {"kernelspec": book.metadata.get("kernelspec", {})}
    nbformat.write(book, executed)
    return ""


if __name__ == "__main__":
    problem = run(Path(sys.argv[1]), Path(sys.argv[2]))
    if problem:
        print(problem)
        sys.exit(1)
