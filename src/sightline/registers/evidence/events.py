"""Lines of the trail about documents."""

from sightline.foundation.trail.events import Event

document_filed = Event("document_filed", "Filed {title} (version {version})")
document_withdrawn = Event("document_withdrawn", "Withdrew {title}: {reason}")
versions_read = Event("versions_read", "Read the versions of a document")
document_downloaded = Event("document_downloaded", "Downloaded {title} (version {version})")
