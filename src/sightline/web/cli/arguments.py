"""The commands and their arguments, in the order in which an installation meets them."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Parser = argparse.ArgumentParser


def _nothing(command: Parser) -> None:
    """A command without arguments."""


def _init(command: Parser) -> None:
    command.add_argument("file", type=Path, metavar="FILE", help="the arrangement file or folder")
    command.add_argument("--name", required=True, help="name of the first account's holder")
    command.add_argument("--email", required=True, help="address of the first account's holder")
    command.add_argument("--yes", action="store_true", help="do not ask before applying")


def _load(command: Parser) -> None:
    command.add_argument("file", type=Path, metavar="FILE", help="the arrangement file or folder")
    command.add_argument("--yes", action="store_true", help="apply without asking")
    command.add_argument(
        "--if-absent",
        action="store_true",
        help="do nothing where this partnership's arrangements are loaded already",
    )


def _check(command: Parser) -> None:
    command.add_argument("file", type=Path, metavar="FILE", help="the arrangement file or folder")


def _invite(command: Parser) -> None:
    command.add_argument("--email", required=True, help="address of the person to invite")
    command.add_argument("--name", required=True, help="the person's name")
    command.add_argument(
        "--partnership", metavar="KEY", help="which partnership, where there is more than one"
    )


def _demo(command: Parser) -> None:
    command.add_argument(
        "--if-absent", action="store_true", help="do nothing where the demonstration is there"
    )


def _serve(command: Parser) -> None:
    command.add_argument(
        "--bind",
        default="127.0.0.1:8000",
        metavar="ADDRESS",
        help="address and port, or unix:/path of a socket (default: %(default)s)",
    )
    command.add_argument(
        "--workers", type=int, default=2, metavar="N", help="web processes (default: %(default)s)"
    )


def _work(command: Parser) -> None:
    command.add_argument("--one-shot", action="store_true", help="do what is waiting, then end")


def _backup(command: Parser) -> None:
    command.add_argument(
        "folder",
        type=Path,
        nargs="?",
        metavar="FOLDER",
        help="where to put it (default: backups, in the state folder)",
    )
    command.add_argument(
        "--keep",
        type=int,
        metavar="N",
        help="afterwards delete all but the newest N backups in that folder",
    )


def _restore(command: Parser) -> None:
    command.add_argument("backup", type=Path, metavar="BACKUP", help="the folder of one backup")
    command.add_argument(
        "--replace",
        action="store_true",
        help="overwrite a database that holds something; asks for its name to be typed",
    )


def _restore_drill(command: Parser) -> None:
    command.add_argument(
        "backup",
        type=Path,
        nargs="?",
        metavar="BACKUP",
        help="the folder of one backup (default: the newest in the state folder)",
    )
    command.add_argument(
        "--into",
        metavar="DATABASE",
        help="an empty database of the same server to use, where sightline_owner may not make one",
    )


def _doctor(command: Parser) -> None:
    command.add_argument("--only", metavar="NAMES", help="only these checks, separated by commas")


@dataclass(frozen=True)
class Command:
    """One command: what it does in a line, and the database role it takes."""

    summary: str
    story: str
    arguments: Callable[[Parser], None]
    role: str = "worker"
    needs_django: bool = True
    module: str = ""


COMMANDS: dict[str, Command] = {
    "init": Command(
        "set up a real partnership from its arrangement file",
        "Checks and loads the arrangement file and makes the first account, whose holder gets a "
        "link that works once. There is no default password.",
        _init,
        module="init",
    ),
    "check-arrangements": Command(
        "say what is wrong with an arrangement file, all at once",
        "Reads the file without touching the database. Every fault is named with its file, line "
        "and place, and with what would be allowed there.",
        _check,
        needs_django=False,
        module="check_arrangements",
    ),
    "load": Command(
        "load an arrangement file, or a new version of it",
        "Shows what will change, asks, and applies it in one transaction. Loading the same file "
        "twice changes nothing; what disappears from the file is ended, never deleted.",
        _load,
        module="load",
    ),
    "invite": Command(
        "make an account and print its one-time link",
        "Prints a link with which the person sets a password and a second factor. The link works "
        "once and ends after some days.",
        _invite,
        module="invite",
    ),
    "demo": Command(
        "fill the demonstration year with invented people",
        "Everyone in it is invented and marked so. It never runs on an installation whose "
        "settings say that it is in production.",
        _demo,
        module="demo",
    ),
    "migrate": Command(
        "bring the tables up to date with this version",
        "Runs as the role that owns the tables. Run it once after every upgrade, before the new "
        "web and worker processes start.",
        _nothing,
        role="owner",
        module="migrate",
    ),
    "serve": Command(
        "serve the web pages",
        "Starts gunicorn. Several of these may run, on one machine or on many.",
        _serve,
        role="web",
        needs_django=False,
        module="serve",
    ),
    "work": Command(
        "run background and scheduled jobs",
        "Sends mail, reckons the state of duties and keeps the schedule. Several of these may "
        "run; each job is done by one of them.",
        _work,
        module="work",
    ),
    "backup": Command(
        "write a backup: database, stored documents and a list of both",
        "Takes the database at one moment, then the stored documents, then writes what must be "
        "found again: rows of every table, the head of the trail and a checksum of every file.",
        _backup,
        role="backup",
        module="backup",
    ),
    "restore": Command(
        "put a backup back",
        "Restores into an empty database. Stop web and worker first.",
        _restore,
        role="owner",
        module="restore",
    ),
    "restore-drill": Command(
        "prove that a backup can be restored",
        "Restores it into a fresh database and compares rows, trail, stored documents and row "
        "policies with what the backup says; then drops that database. Nothing in use is touched.",
        _restore_drill,
        role="owner",
        module="restore_drill",
    ),
    "doctor": Command(
        "say what is wrong with this installation and how to mend it",
        "Every check answers ok, warn or fail, with what to do. The exit status is 1 when one "
        "of them fails.",
        _doctor,
        role="owner",
        needs_django=False,
        module="doctor",
    ),
}

CLOSING = (
    "`sightline COMMAND --help` says more about one command. docs/how-to/operate.md is the guide."
)


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    whole = argparse.ArgumentParser(
        prog="sightline",
        description="Sightline: what a safeguarding children partnership promised, and whether "
        "it is done.",
        epilog=CLOSING,
    )
    commands = whole.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, command in COMMANDS.items():
        one = commands.add_parser(
            name,
            help=command.summary,
            description=f"{command.summary[0].upper()}{command.summary[1:]}. {command.story}",
        )
        command.arguments(one)
    return whole
