"""Serve the small site in a process of its own, as the web process; prints the port it took."""

from __future__ import annotations

import os
import sys
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django


class Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        return None


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "foundation.accounts_settings"
    django.setup()
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.wsgi import get_wsgi_application

    application = StaticFilesHandler(get_wsgi_application())
    server = make_server("localhost", int(sys.argv[1]), application, Threads, Quiet)
    print(server.server_port, flush=True)
    server.serve_forever()
