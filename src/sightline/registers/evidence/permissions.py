"""Who may file and read documents."""

from sightline.foundation.permissions import EVERYBODY, Permission

read_documents = Permission(
    "evidence.read_documents",
    "Read documents of records one may see",
    frozenset({EVERYBODY}),
)
add_evidence = Permission(
    "evidence.add_evidence",
    "Add a file that shows what was done, where one sees the action",
    frozenset({EVERYBODY}),
)
file_documents = Permission(
    "evidence.file_documents",
    "File documents against a record, and withdraw them",
    frozenset({"business-manager", "business-unit", "caseworker", "group-chair", "scrutineer"}),
)
