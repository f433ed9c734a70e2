"""`make new-room NAME=work/audits`: the folder of a new room, with what every room has."""

from __future__ import annotations

import re
import sys

from places import ROOT

STRATA = ("foundation", "registers", "work", "assurance")


def main(name: str) -> str:
    """Make the room's folders and say what is left to do by hand."""
    match = re.fullmatch(r"([a-z_]+)/([a-z][a-z_]*[a-z])", name)
    if match is None or match[1] not in STRATA:
        return (
            f"'{name}' is not a room. Say the stratum and the room, as in NAME=work/audits; "
            f"the strata are {', '.join(STRATA)}."
        )
    stratum, room = match.groups()
    folder = ROOT / "src" / "sightline" / stratum / room
    if folder.exists():
        return f"{folder.relative_to(ROOT)} is there already."
    words = room.replace("_", " ")
    (folder / "migrations").mkdir(parents=True)
    (folder / "templates" / room).mkdir(parents=True)
    (folder / "__init__.py").write_text(
        f'"""{words.capitalize()}: what this room is, in the field\'s words.\n\nSource: .\n"""\n',
        encoding="utf-8",
    )
    (folder / "migrations" / "__init__.py").touch()
    tests = ROOT / "tests" / stratum / room
    tests.mkdir(parents=True, exist_ok=True)
    print(f"Made {folder.relative_to(ROOT)} and {tests.relative_to(ROOT)}. Left to do:")
    print(f"  1. say what the room is in {room}/__init__.py, with its statutory source")
    print(f'  2. add "sightline.{stratum}.{room}" to INSTALLED_APPS in web/settings.py')
    print("  3. add its pages to web/urls.py and, where people look for it, to web/navigation.py")
    return ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "") or 0)
