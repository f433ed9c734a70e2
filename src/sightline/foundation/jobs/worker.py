"""The worker process: takes jobs as they come, keeps the timetable, outlives its database."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal

import psycopg
import psycopg_pool
from procrastinate import exceptions
from procrastinate.contrib.django import app, connector_params
from procrastinate.psycopg_connector import PsycopgConnector

HEARTBEAT = 10.0  # seconds between signs of life
STALLED_AFTER = 30.0  # seconds without one, after which another worker takes the jobs over
AT_ONCE = 2
PAUSE = 2.0  # seconds before asking again for a database that went away
GONE = (
    OSError,
    psycopg.Error,
    psycopg_pool.PoolTimeout,
    exceptions.ConnectorException,
)

log = logging.getLogger("sightline.jobs")


def work_until_told(*, heartbeat: float, stalled_after: float) -> None:
    """Do jobs until SIGINT or SIGTERM; the one in hand is finished first."""
    asyncio.run(_work_until_told(heartbeat, stalled_after))


async def _work_until_told(heartbeat: float, stalled_after: float) -> None:
    told = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    while not told.is_set():
        try:
            await _work(told, heartbeat, stalled_after)
        except GONE as error:
            log.warning("worker_lost_its_database", extra={"error": type(error).__name__})
        if not told.is_set():  # the database went away: ask again until it is back
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(told.wait(), PAUSE)


async def _work(told: asyncio.Event, heartbeat: float, stalled_after: float) -> None:
    connector = PsycopgConnector(
        kwargs=connector_params(), min_size=1, max_size=AT_ONCE + 3, timeout=20
    )
    with app.replace_connector(connector) as ours:
        async with ours.open_async():
            work = asyncio.create_task(
                ours.run_worker_async(
                    concurrency=AT_ONCE,
                    delete_jobs="successful",
                    install_signal_handlers=False,
                    update_heartbeat_interval=heartbeat,
                    stalled_worker_timeout=stalled_after,
                )
            )
            stop = asyncio.create_task(told.wait())
            await asyncio.wait({work, stop}, return_when=asyncio.FIRST_COMPLETED)
            stop.cancel()
            if not work.done():
                work.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await work
