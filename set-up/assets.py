"""GOV.UK Frontend's style sheet and script, made fit for a site that is not part of GOV.UK.

The typeface GDS Transport and the crest are for gov.uk addresses only, so both are taken out.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import node
import stamps
from places import ROOT
from progress import Stop, say

STATIC = ROOT / "src" / "sightline" / "foundation" / "govuk" / "static" / "govuk" / "vendor"
PACKAGE = ROOT / "node_modules" / "govuk-frontend" / "dist" / "govuk"
NOTICE = "/*! GOV.UK Frontend {}: Crown copyright, MIT licence. Typeface and crest removed. */\n"
SCORM = ROOT / "node_modules" / "scorm-again"
SCORM_NOTICE = "/*! scorm-again {}: MIT licence, Jonathan Putney. */\n"
MADE_FROM = ROOT / "build" / "assets-made-from"
FONTS = '"Helvetica Neue",Helvetica,Arial,sans-serif'


def prepare(*, for_tests: bool = False) -> None:
    """Have the adapted files in the static folder, fetching the package where it is not there."""
    lock = stamps.fingerprint(ROOT / "package.json", ROOT / "package-lock.json")
    made = stamps.fingerprint(lock, Path(__file__))
    modules = ROOT / "node_modules"
    done = stamps.is_current(MADE_FROM, made) and STATIC.is_dir()
    fetched = stamps.is_current(modules / "made-from", lock)
    if done and (fetched or not for_tests):
        return
    if not fetched:
        say("Fetching GOV.UK Frontend and the accessibility checker")
        node.npm_ci(ROOT, "The front-end files could not be fetched. Is an npm registry reachable?")
        stamps.write(modules / "made-from", lock)
    shutil.rmtree(STATIC, ignore_errors=True)
    STATIC.mkdir(parents=True)
    _write("govuk-frontend.min.css", adapt_style_sheet)
    _write("govuk-frontend.min.js", adapt_script)
    for name in ("scorm12.min.js", "scorm2004.min.js"):
        _write(name, adapt_script, SCORM / "dist", SCORM_NOTICE)
    stamps.write(MADE_FROM, made)


def adapt_style_sheet(css: str) -> str:
    """Take out typeface, crest and source map; anything of them that remains stops set-up."""
    css = re.sub(r'@font-face\{font-family:"?GDS Transport"?;[^}]*\}', "", css)
    css = re.sub(r'"?GDS Transport"?,\s*arial,\s*sans-serif', FONTS, css)
    css = re.sub(
        r"(-webkit-mask-image|mask-image|background-image):url\([^)]*crest[^)]*\);?", "", css
    )
    css = re.sub(r"(-webkit-mask|mask|background):[^;{}]*url\([^)]*crest[^)]*\)[^;{}]*;?", "", css)
    css = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css)
    for unwanted in ("GDS Transport", "crest", "sourceMappingURL", "url("):
        if unwanted in css:
            raise Stop(
                f"The GOV.UK style sheet still holds '{unwanted}': set-up/assets.py is behind."
            )
    return css


def adapt_script(script: str) -> str:
    """Take out the source map, which is not shipped."""
    return re.sub(r"//# sourceMappingURL=\S*", "", script)


def _write(name: str, adapt, folder: Path = PACKAGE, notice: str = NOTICE) -> None:  # type: ignore[no-untyped-def]
    source = folder / name
    if not source.is_file():
        raise Stop(f"{source} is missing from the npm package.")
    described = next(
        up / "package.json" for up in source.parents if (up / "package.json").is_file()
    )
    package = json.loads(described.read_text(encoding="utf-8"))
    text = notice.format(package["version"]) + adapt(source.read_text(encoding="utf-8"))
    (STATIC / name).write_text(text, encoding="utf-8")
