/* Starts the GOV.UK components. Its address comes from the page, because it changes with its content. */
const frontend = document.querySelector("script[data-frontend]").dataset.frontend;
const { initAll } = await import(frontend);
initAll();


/* Rows that carry their number in an input can also be dragged: the numbers follow the order. */
for (const body of document.querySelectorAll("tbody[data-orders]")) {
  let held = null;
  const renumber = () => {
    body.querySelectorAll(`input[name^="${body.dataset.orders}-"]`).forEach((input, at) => {
      input.value = String(at + 1);
    });
  };
  for (const row of body.rows) {
    row.draggable = true;
    row.addEventListener("dragstart", () => { held = row; });
    row.addEventListener("dragover", (event) => {
      if (held === null || held === row) return;
      event.preventDefault();
      const { top, height } = row.getBoundingClientRect();
      row[event.clientY < top + height / 2 ? "before" : "after"](held);
    });
    row.addEventListener("dragend", () => { held = null; renumber(); });
  }
}
