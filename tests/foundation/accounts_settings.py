"""Settings for processes that tests start beside themselves: the small site, no menu."""

from sightline.web.settings import *  # noqa: F403

ROOT_URLCONF = "foundation.accounts_site"
TEMPLATES[0]["OPTIONS"]["context_processors"] = [  # type: ignore[name-defined, index]  # noqa: F405
    "sightline.foundation.govuk.context.of_the_page"
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
ALLOWED_HOSTS = ["testserver", "localhost"]
