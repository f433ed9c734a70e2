"""deploy/nginx.conf, read by a real nginx before a real site with production's settings.

Only names, ports and paths are changed, as its first line asks of whoever installs it.
"""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from requests.adapters import HTTPAdapter

from journeys.site import HIDDEN, ROOT, environment_of, free_port

PLACES = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
NGINX = shutil.which("nginx", path=PLACES)
OPENSSL = shutil.which("openssl", path=PLACES)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (NGINX and OPENSSL), reason="nginx or openssl is not on this machine"),
]
SIGN_IN = "/account/sign-in/"


@dataclass(frozen=True)
class Front:
    """Where the proxy answers, the certificate it shows, and where it writes its log."""

    plain: int
    secure: int
    certificate: str
    log: Path

    def address(self, path: str) -> str:
        return f"https://localhost:{self.secure}{path}"

    def visitor(self, address: str = "127.0.0.1") -> requests.Session:
        """Somebody at another network address of this machine."""
        visitor = requests.Session()
        visitor.trust_env = False  # a bundle named there would go before ours
        visitor.verify = self.certificate
        visitor.mount("https://", From(address))
        return visitor

    def connection(self) -> http.client.HTTPSConnection:
        trusting = ssl.create_default_context(cafile=self.certificate)
        return http.client.HTTPSConnection("localhost", self.secure, timeout=60, context=trusting)


class From(HTTPAdapter):
    """Requests that leave from one address."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__()

    def init_poolmanager(self, *given: object, **more: object) -> None:
        super().init_poolmanager(*given, **more, source_address=(self.address, 0))


def adapted(folder: Path, plain: int, secure: int) -> str:
    """The file as it is shipped, with the names of this place."""
    text = (ROOT / "deploy/nginx.conf").read_text(encoding="utf-8")
    for said, instead in {
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen [::]:80;": "",
        "listen 443 ssl": f"listen 127.0.0.1:{secure} ssl",
        "listen [::]:443 ssl http2;": "",
        "server_name safeguarding.example.org;": "server_name localhost;",
        "/etc/ssl/sightline": str(folder),
        "/var/log/nginx": str(folder),
        "/run/sightline": str(folder),
    }.items():
        assert said in text
        text = text.replace(said, instead)
    return text


def whole(folder: Path) -> str:
    """What a distribution's nginx.conf says around a site."""
    kinds = ("body", "proxy", "fastcgi", "uwsgi", "scgi")
    spare = "\n".join(
        f"{'client_body' if kind == 'body' else kind}_temp_path {folder}/{kind};" for kind in kinds
    )
    user = "user root;\n" if os.geteuid() == 0 else ""
    return (
        f"{user}daemon off;\npid {folder}/pid;\nerror_log {folder}/errors;\nevents {{}}\n"
        f"http {{\n{spare}\ninclude {folder}/sightline;\n}}\n"
    )


@pytest.fixture
def front(own_database: str, tmp_path: Path) -> Iterator[Front]:
    from django.conf import settings

    plain, secure = free_port(), free_port()
    subprocess.run(
        [str(OPENSSL), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
         "-keyout", tmp_path / "key.pem", "-out", tmp_path / "fullchain.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    (tmp_path / "sightline").write_text(adapted(tmp_path, plain, secure))
    (tmp_path / "nginx.conf").write_text(whole(tmp_path))
    proxy = [str(NGINX), "-e", f"{tmp_path}/errors", "-c", f"{tmp_path}/nginx.conf"]
    read = subprocess.run([*proxy, "-t"], capture_output=True, text=True, check=False)
    assert read.returncode == 0, read.stderr
    environment = environment_of(own_database, settings.STATE_SETTINGS)
    del environment["SIGHTLINE_DEMONSTRATION"]
    environment |= {
        "SIGHTLINE_PRODUCTION": "1",
        "SIGHTLINE_HOSTS": "localhost",
        "SIGHTLINE_PROXY_COUNT": "1",
        "SIGHTLINE_MAIL_URL": f"folder:{tmp_path}/mail",
        "SIGHTLINE_ROLE": "web",
    }
    site = [sys.executable, "-m", "sightline.web.cli", "serve"]
    site += ["--bind", f"unix:{tmp_path}/web.sock", "--workers", "1"]
    running = [
        subprocess.Popen(site, env=environment, cwd=ROOT, start_new_session=True),
        subprocess.Popen(proxy, start_new_session=True),
    ]
    found = Front(plain, secure, str(tmp_path / "fullchain.pem"), tmp_path / "sightline.log")
    try:
        wait_for(found)
        yield found
    finally:
        for process in running:
            process.send_signal(signal.SIGTERM)
        for process in running:
            process.wait(timeout=30)


def wait_for(front: Front) -> None:
    deadline = time.monotonic() + 40
    trouble = ""
    while time.monotonic() < deadline:
        try:
            answer = front.visitor().get(front.address("/health/ready"), timeout=20)
            if answer.status_code == 204:
                return
            trouble = str(answer.status_code)
        except requests.RequestException as error:
            trouble = str(error)
        time.sleep(0.2)
    raise AssertionError(f"nobody answers behind nginx: {trouble}")


def guess(visitor: requests.Session, front: Front, account: str, **headers: str) -> str:
    """Try a wrong password, and give back the page."""
    page = visitor.get(front.address(SIGN_IN), timeout=20)
    answer = visitor.post(
        front.address(SIGN_IN),
        data={**dict(HIDDEN.findall(page.text)), "login": account, "password": "no such password"},
        headers={"Referer": "https://localhost/", **headers},
        timeout=20,
    )
    assert answer.status_code == 200, answer.text[:500]
    return answer.text


def test_the_site_is_safe_behind_nginx(front: Front) -> None:
    page = front.visitor().get(front.address(SIGN_IN), timeout=20)
    assert page.status_code == 200
    assert page.headers["Strict-Transport-Security"] == "max-age=63072000"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["X-Frame-Options"] == "DENY"
    assert page.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in page.headers["Permissions-Policy"]
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["Server"] == "nginx"  # and no version
    cookies = page.raw.headers.getlist("Set-Cookie")
    assert any(one.startswith("__Host-csrf=") for one in cookies)
    assert all("Secure" in one and "Path=/" in one for one in cookies)

    style = re.search(r'href="(/static/[^"]+\.css)"', page.text)
    assert style
    file = front.visitor().get(front.address(style[1]), timeout=20)
    assert file.status_code == 200
    assert "immutable" in file.headers["Cache-Control"]
    assert file.headers["Strict-Transport-Security"] == "max-age=63072000"

    away = requests.get(
        f"http://localhost:{front.plain}/meetings?body=3", allow_redirects=False, timeout=20
    )
    assert away.status_code == 301
    assert away.headers["Location"] == "https://localhost/meetings?body=3"
    assert "sign-in" not in front.log.read_text()  # paths hold references


def test_guesses_are_counted_by_where_they_come_from(front: Front) -> None:
    hammering = front.visitor("127.0.0.2")
    pages = [guess(hammering, front, f"nobody{n}@example.org") for n in range(11)]
    assert all("tried too often" not in page for page in pages[:10])
    assert "tried too often" in pages[10]
    # a made-up header does not help, and somebody elsewhere is not held back
    lying = guess(hammering, front, "nobody@example.org", **{"X-Forwarded-For": "192.0.2.7"})
    assert "tried too often" in lying
    assert "tried too often" not in guess(front.visitor("127.0.0.3"), front, "nobody@example.org")


def test_the_largest_file_comes_through_and_no_larger_body(front: Front) -> None:
    from django.conf import settings

    largest = front.connection()
    file = bytes(settings.FILES_LIMIT_MB * 1_000_000 + 100_000)  # and the fields beside it
    largest.request("POST", SIGN_IN, file, {"Content-Type": "application/octet-stream"})
    answer = largest.getresponse()
    assert answer.status == 403  # Sightline's own answer: a form without its token
    assert answer.getheader("X-Request-Id")

    larger = front.connection()
    larger.putrequest("POST", SIGN_IN)
    larger.putheader("Content-Length", str(60 * 1024 * 1024 + 1))
    larger.endheaders()
    refused = larger.getresponse()
    assert refused.status == 413
    assert "This file is too large" in refused.read().decode()
