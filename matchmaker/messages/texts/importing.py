"""What an import says about a file, its columns and its rows."""

from matchmaker.messages.sentence import plural, sentence

NO_SUCH_IMPORT = sentence("import.not-found", "There is no such import.")
CHOOSE_FILE = sentence("import.no-file", "Choose a file first.")
UNKNOWN_ENCODING = sentence("file.encoding", "Choose one of the encodings in the list.")
EMPTY_FILE = sentence("file.empty", "“{filename}” is empty.")
NO_TABLE_IN_FILE = sentence("file.no-table", "This file is empty.")
FILE_TOO_LARGE = sentence("file.too-large", "This file is larger than {megabytes} MB.")
FILE_TOO_SLOW = sentence("file.too-slow", "This file takes too long to read. Save only the list of people, as .csv.")
FILE_TOO_COSTLY = sentence(
    "file.too-costly",
    "This file takes more memory or time to read than a list of people should. Save it as .csv.",
)
OLD_EXCEL = sentence(
    "file.old-excel", "This is an old or password-protected Excel file. Save it as .xlsx without a password."
)
NOT_A_TABLE = sentence("file.not-a-table", "This is not a table. Save the list as .csv, .xlsx or .ods.")
UNREADABLE_LETTERS = sentence(
    "file.letters",
    "The letters of this file cannot be read as {encoding}. Choose another encoding, or save as UTF-8.",
)
UNREADABLE_LETTERS_TWO = sentence(
    "file.letters-two",
    "The letters of this file cannot be read as {encoding} or {other}. Choose another encoding, or save as UTF-8.",
)
CELL_TOO_LONG = sentence("file.cell-too-long", "Row {row}: a cell has more than {most} characters.")
CELL_TOO_LONG_CSV = sentence(
    "file.cell-too-long-csv", "Row {row}: a cell has more than {most} characters. Is a quotation mark missing?"
)
QUOTATION_MARK = sentence("file.quotation-mark", "Row {row}: a quotation mark is not closed, or is inside a cell.")
NO_ROWS = sentence("file.no-rows", "This workbook has no rows.")
NOT_A_SPREADSHEET = sentence(
    "file.not-a-spreadsheet", "This file is damaged or not a spreadsheet. Save it again as .xlsx, .ods or .csv."
)
CUT_OFF = sentence("file.cut-off", "This file is damaged: it ends too early. Save it again.")
TOO_MANY_PARTS = sentence(
    "file.too-many-parts", "This file has more than {most} parts. Save only the list of people, as .xlsx."
)
UNPACKED_TOO_LARGE = sentence(
    "file.unpacked-too-large", "Unpacked, this file is larger than {megabytes} MB. Save only the list."
)
DAMAGED = sentence("file.damaged", "This file is damaged or protected by a password. Save it again without one.")
TOO_MANY_ROWS = sentence(
    "file.too-many-rows", "This list has more than {most} rows. Split it, or remove empty rows at the end."
)
TOO_MANY_COLUMNS = sentence("file.too-many-columns", "This list has {columns} columns; at most {most} can be read.")

NO_SUCH_COLUMN = sentence("mapping.no-such-column", "There is no such column.")
UNKNOWN_TARGET = sentence("mapping.unknown-target", "“{target}” is not on the list of fields.")
TWO_COLUMNS = sentence("mapping.two-columns", "“{column}” is already read as this field; only one column can be.")
NOBODY_IDENTIFIED = sentence(
    "mapping.nobody-identified", "Choose a column for the name, the e-mail address or the reference."
)
TWO_KINDS_OF_NAMES = sentence(
    "mapping.two-kinds-of-names",
    "Choose either one column for the whole name, or first and last name, not both.",
)
COLUMN = sentence("mapping.column", "“{column}”: {message}")

SAME_ADDRESS = sentence(
    "row.same-address", "Row {row} is about the same person (the same e-mail address). Remove one of them."
)
SAME_REFERENCE = sentence(
    "row.same-reference", "Row {row} is about the same person (the same reference). Remove one of them."
)
SAME_NAME = sentence(
    "row.same-name",
    "Row {row} is about the same person (the same name and organisation, and nothing else to distinguish them). Remove "
    "one of them.",
)
CONTRADICTION = sentence(
    "row.contradiction",
    "The e-mail address is {address_of}’s, but the reference {reference} is {reference_of}’s. Correct one of them.",
)
ALREADY_ABOUT = sentence("row.already-about", "Row {row} is already about {who}. Remove one of them.")
NEEDS_NAME = sentence("row.needs-name", "This person is new and needs a name.")
NOBODY_CALLED = sentence("row.nobody-called", "There is nobody called “{name}” on the list.")
NAMESAKES = sentence(
    "row.namesakes", "{count} people are called “{name}”. Use the e-mail address or the reference instead."
)
AGREED_ALREADY = sentence(
    "row.agreed-already",
    "Their meeting is agreed, so they are not kept apart. Remove the agreed meeting first.",
)
LIKE_A_ROW = sentence(
    "question.like-a-row",
    "Row {later}, “{later_name}”, looks like “{name}” in row {row}. Are they the same person?",
)
LIKE_A_PERSON = sentence(
    "question.like-a-person",
    "Row {later}, “{later_name}”, looks like “{name}”, who is on the list. Are they the same person?",
)
SAME_ORGANISATION = sentence("question.organisation", "Is “{name}” the same organisation as “{known}”?")

NOT_IN_EFFECT = sentence("undo.not-in-effect", "This import is not in effect, so there is nothing to undo.")
OBSTACLES = sentence("undo.obstacles", "This import cannot be undone without losing later work: {obstacles:sentences}")
PEOPLE_CHANGED = plural(
    "undo.people-changed",
    "{count} person has been changed since ({names:list4}).",
    "{count} people have been changed since ({names:list4}).",
)
SOMEBODY_REMOVED = plural(
    "undo.somebody-removed",
    "{count} person has been changed since (somebody who has been removed).",
    "{count} people have been changed since (somebody who has been removed).",
)
NEW_PEOPLE_PLANNED = plural(
    "undo.new-people-planned",
    "{count} new person has meetings in plan {plan}.",
    "{count} new people have meetings in plan {plan}.",
)
PAIRS_CHANGED = plural(
    "undo.pairs-changed", "{count} pair of people was changed since.", "{count} pairs of people were changed since."
)
GROUPS_IN_USE = sentence("undo.groups-in-use", "Groups that it created are in use ({names:list4}).")
TABLES_IN_USE = sentence("undo.tables-in-use", "Tables that it created are in use ({names:list4}).")
