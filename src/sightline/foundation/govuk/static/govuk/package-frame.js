/* At the address of packages: gives a package the run-time it looks for (SCORM 1.2 or 2004, by
   scorm-again) and tells the page around it what the package reports. It knows nothing else. */
const { launch, standard, ours } = document.body.dataset;
const isOld = standard === "1.2";

function begin(kept) {
  const api = isOld
    ? new window.Scorm12API({ autocommit: false, logLevel: 5 })
    : new window.Scorm2004API({ autocommit: false, logLevel: 5 });
  const read = (name) => {
    try {
      return String(api.getCMIValue(name) ?? "");
    } catch {
      return "";
    }
  };
  if (isOld) {
    api.loadFromJSON({
      core: {
        lesson_status: kept.status || "not attempted",
        lesson_location: kept.location || "",
        entry: kept.status ? "resume" : "ab-initio",
      },
      suspend_data: kept.suspend_data || "",
    });
  } else {
    api.loadFromJSON({
      completion_status: kept.status || "unknown",
      success_status: kept.success || "unknown",
      location: kept.location || "",
      suspend_data: kept.suspend_data || "",
      entry: kept.status ? "resume" : "ab-initio",
    });
  }
  const tell = (hasEnded) => {
    const scaled = isOld ? "" : read("cmi.score.scaled");
    const raw = read(isOld ? "cmi.core.score.raw" : "cmi.score.raw");
    window.parent.postMessage(
      {
        what: "report",
        status: read(isOld ? "cmi.core.lesson_status" : "cmi.completion_status"),
        success: isOld ? "" : read("cmi.success_status"),
        score: scaled === "" ? raw : String(Number(scaled) * 100),
        location: read(isOld ? "cmi.core.lesson_location" : "cmi.location"),
        suspend_data: read("cmi.suspend_data"),
        has_ended: hasEnded,
      },
      ours,
    );
  };
  if (isOld) {
    window.API = api;
    api.on("LMSCommit", () => tell(false));
    api.on("LMSFinish", () => tell(true));
  } else {
    window.API_1484_11 = api;
    api.on("Commit", () => tell(false));
    api.on("Terminate", () => tell(true));
  }
  document.querySelector("iframe").src = launch;
}

window.addEventListener("message", (event) => {
  if (event.origin !== ours || event.source !== window.parent) return;
  if (event.data && event.data.what === "begin" && !window.API && !window.API_1484_11) {
    window.clearInterval(asking);
    begin(event.data.kept || {});
  }
});
/* asked until it is answered: the page around may not listen yet */
const ask = () => window.parent.postMessage({ what: "ready" }, ours);
const asking = window.setInterval(ask, 300);
ask();
