// Sorts a table by a click on a heading: numbers by their value, text as a reader would; empty cells come last.
{
  const cellOrder = (cell) => (cell.dataset.value === undefined ? cell.textContent.trim() : Number(cell.dataset.value));

  const compare = (a, b) => {
    if (a === "" || b === "") return (a === "") - (b === "");
    if (typeof a === "number" && typeof b === "number") return a - b;
    return String(a).localeCompare(String(b), "en-GB", { numeric: true });
  };

  addEventListener("click", (event) => {
    const head = event.target.closest?.("button[data-sort]")?.closest("th");
    if (!head) return;
    const isDown = head.getAttribute("aria-sort") === "ascending";
    for (const other of head.parentElement.children) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", isDown ? "descending" : "ascending");
    const body = head.closest("table").tBodies[0];
    const keyed = [...body.rows].map((row) => [cellOrder(row.cells[head.cellIndex]), row]);
    const sign = (a, b) => (a === "" || b === "" || !isDown ? 1 : -1); // empty cells stay last both ways
    keyed.sort(([a], [b]) => sign(a, b) * compare(a, b));
    body.append(...keyed.map(([, row]) => row));
  });
}
