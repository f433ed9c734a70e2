"""How gunicorn serves Sightline; address and number of processes come from the command."""

from __future__ import annotations

import gc
import logging
import os
from typing import Any

import structlog
from gunicorn.glogging import Logger

from sightline.web.logs import formatter_settings


class Lines(Logger):  # type: ignore[misc]  # gunicorn ships no types
    """Gunicorn's own log in our form: its account of an error would name the path."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        handler = logging.StreamHandler()
        handler.setFormatter(structlog.stdlib.ProcessorFormatter(**formatter_settings()))
        self.error_log.handlers = [handler]


logger_class = Lines

worker_class = "sync"
timeout = 60
graceful_timeout = 20
max_requests = 5000  # a process is renewed now and then, so that no leak grows for weeks
max_requests_jitter = 500
preload_app = False  # each process opens its own database connection
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
forwarded_allow_ips = os.environ.get("SIGHTLINE_PROXIES", "127.0.0.1")
proc_name = "sightline-web"
accesslog = None  # paths hold references; our own request log names the route instead
errorlog = "-"
loglevel = os.environ.get("SIGHTLINE_LOG_LEVEL", "info").lower()


def post_worker_init(worker: Any) -> None:
    """What was loaded stays loaded: the collector need not look it through again and again."""
    gc.collect()
    gc.freeze()
