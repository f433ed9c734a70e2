/* Starts the GOV.UK components. Its address comes from the page, because it changes with its content. */
const frontend = document.querySelector("script[data-frontend]").dataset.frontend;
const { initAll } = await import(frontend);
initAll();

