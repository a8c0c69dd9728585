"""Import of an uploaded attendee list: read, map columns, check, compare, commit, undo."""

from matchmaker.roster.importing.columns.mapping import TARGETS
from matchmaker.roster.importing.commit import ImportResult, commit_import, ready
from matchmaker.roster.importing.imports import (
    check_import,
    discard_import,
    import_by_public_id,
    imports_of,
    preview,
    read_as_before,
    read_upload,
    require_asked,
    set_mapping,
    set_question_answers,
    set_reading,
    upload,
)
from matchmaker.roster.importing.preview import ImportPreview, preview_list
from matchmaker.roster.importing.progress import ImportProgress, Stage
from matchmaker.roster.importing.proposal import Outcome, ProposedRow
from matchmaker.roster.importing.reading.choices import ENCODINGS, ReadingChoices
from matchmaker.roster.importing.reading.read_table import MAX_FILE_BYTES, Sheet
from matchmaker.roster.importing.remembered import Remembered
from matchmaker.roster.importing.row_pairs import PairWarning
from matchmaker.roster.importing.undo import undo_import

__all__ = [
    "ENCODINGS",
    "MAX_FILE_BYTES",
    "TARGETS",
    "ImportPreview",
    "ImportProgress",
    "ImportResult",
    "Outcome",
    "PairWarning",
    "ProposedRow",
    "ReadingChoices",
    "Remembered",
    "Sheet",
    "Stage",
    "check_import",
    "commit_import",
    "discard_import",
    "from",
    "import_by_public_id",
    "imports_of",
    "matchmaker",
    "preview",
    "preview_list",
    "read_as_before",
    "read_upload",
    "ready",
    "require_asked",
    "set_mapping",
    "set_question_answers",
    "set_reading",
    "undo_import",
    "upload",
]
