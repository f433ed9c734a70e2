"""Settings of the floor: Django as it comes, sessions in the database, Jinja2 for the page."""

from __future__ import annotations

import os

from sightline.web.surroundings import database_for, read_state_file, state_folder

SECRET_KEY = "the floor holds nothing and signs nothing that anybody would want to forge"
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "bench.floor",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [{"BACKEND": "django.template.backends.jinja2.Jinja2", "APP_DIRS": True}]
ROOT_URLCONF = "bench.floor.pages"
WSGI_APPLICATION = "bench.floor.wsgi.application"
DATABASES = {"default": database_for(os.environ["SIGHTLINE_ROLE"], read_state_file(state_folder()))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
