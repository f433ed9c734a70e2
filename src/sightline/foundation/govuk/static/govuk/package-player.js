/* Around a package of e-learning: hands over where one was, and sends what the package reports,
   one report after the other so that none overtakes another. */
const form = document.querySelector("[data-package]");
const frame = document.querySelector("iframe.app-package");
const said = document.querySelector("[data-package-said]");
let last = Promise.resolve();

async function send(report) {
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "X-CSRFToken": form.elements.csrfmiddlewaretoken.value,
      },
      body: JSON.stringify(report),
      credentials: "same-origin",
      redirect: "error",
      keepalive: JSON.stringify(report).length < 60000,
    });
    if (!answer.ok) throw new Error(String(answer.status));
    const told = await answer.json();
    said.textContent = told.is_finished
      ? "You have finished. The result is recorded."
      : "Your place is kept as you go on.";
    if (told.is_finished && report.has_ended) window.location.assign(form.dataset.result);
    if (told.is_finished && !form.querySelector("a")) {
      const link = document.createElement("a");
      link.className = "govuk-link";
      link.href = form.dataset.result;
      link.textContent = "See the result";
      form.append(link);
    }
  } catch {
    said.textContent =
      "What you did could not be kept just now. Stay on this page: it is tried again as you go on.";
  }
}

window.addEventListener("message", (event) => {
  if (event.origin !== form.dataset.from || event.source !== frame.contentWindow) return;
  const told = event.data || {};
  if (told.what === "ready") {
    const kept = JSON.parse(form.dataset.kept || "{}");
    frame.contentWindow.postMessage({ what: "begin", kept }, form.dataset.from);
  }
  if (told.what === "report") {
    const { what, ...report } = told;
    last = last.then(() => send(report));
  }
});
