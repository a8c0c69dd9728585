"""An uploaded list on its way into the roster: read, mapped, checked, compared, committed, undone."""

from matchmaker.roster.importing.column_mapping import TARGETS
from matchmaker.roster.importing.imports import (
    Preview,
    Result,
    commit_import,
    import_by_public_id,
    imports_of,
    preview,
    set_answers,
    set_mapping,
    upload,
)
from matchmaker.roster.importing.proposal import Outcome
from matchmaker.roster.importing.read_table import ENCODINGS
from matchmaker.roster.importing.undo import undo_import

__all__ = [
    "ENCODINGS",
    "TARGETS",
    "Outcome",
    "Preview",
    "Result",
    "commit_import",
    "import_by_public_id",
    "imports_of",
    "preview",
    "set_answers",
    "set_mapping",
    "undo_import",
    "upload",
]
