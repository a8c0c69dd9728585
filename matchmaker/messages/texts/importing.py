"""What an import says about a file, its columns and its rows."""

from matchmaker.messages.sentence import plural, sentence

NO_SUCH_IMPORT = sentence("import.not-found", "There is no such import.")
CHOOSE_FILE = sentence("import.no-file", "Choose a file first.")
UNKNOWN_ENCODING = sentence("file.encoding", "Choose one of these encodings: {names:commas}.")
UNKNOWN_DELIMITER = sentence("file.delimiter", "Choose one of these delimiters: {names:commas}.")
UNKNOWN_SEPARATOR = sentence("file.list-separator", "Choose one of these separators: {names:commas}.")
UNKNOWN_HEADING_ROW = sentence(
    "file.heading-row", "Enter the number of the row with the headings, up to {most}, or 0 if there is none."
)
NO_SUCH_HEADING_ROW = sentence("file.no-such-heading-row", "Row {row} is empty or missing, so it holds no headings.")
NO_SUCH_SHEET = sentence("file.no-such-sheet", "This workbook has no such sheet. It has {names:list}.")
EMPTY_FILE = sentence("file.empty", "“{filename}” is empty.")
NO_TABLE_IN_FILE = sentence("file.no-table", "This file is empty.")
FILE_TOO_LARGE = sentence("file.too-large", "This file is larger than {megabytes} MB.")
FILE_TOO_SLOW = sentence("file.too-slow", "This file takes too long to read. Save only the list of people, as .csv.")
FILE_TOO_COSTLY = sentence(
    "file.too-costly",
    "This file takes more memory or time to read than a list of people should. Save it as .csv.",
)
OLD_EXCEL = sentence(
    "file.old-excel", "This is a file of the old Excel format (.xls). Open it in Excel and save it as .xlsx or .csv."
)
PASSWORD = sentence("file.password", "This workbook is protected by a password. Save it as .xlsx without a password.")
WEB_PAGE = sentence(
    "file.web-page",
    "This is a web page (HTML), even if its name ends in .xls. Open it in Excel or LibreOffice and save it as .xlsx.",
)
XML_WORKBOOK = sentence(
    "file.xml-workbook", "This is an Excel 2003 XML file. Open it in Excel or LibreOffice and save it as .xlsx."
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
SAME_REFERENCE_OTHER_NAME = sentence(
    "row.same-reference-other-name", "Row {row} has the same reference, but another name. Correct one of them."
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

HIDDEN_ROWS = plural(
    "read.hidden-rows",
    "{count:number} hidden row is included (row {rows:commas}).",
    "{count:number} hidden rows are included (rows {rows:commas}).",
)
NO_FORMULA_VALUES = plural(
    "read.no-formula-values",
    "{count:number} row has formulas whose results the file does not hold (row {rows:commas}); those cells are empty. "
    "Open the file in Excel or LibreOffice and save it again.",
    "{count:number} rows have formulas whose results the file does not hold (rows {rows:commas}); those cells are "
    "empty. "
    "Open the file in Excel or LibreOffice and save it again.",
)
ERROR_VALUES = plural(
    "read.error-values",
    "{count:number} row has cells that show an error such as #N/A (row {rows:commas}); those cells are left out.",
    "{count:number} rows have cells that show an error such as #N/A (rows {rows:commas}); those cells are left out.",
)
MERGED_CELLS = plural(
    "read.merged",
    "{count:number} merged range of cells is filled with its value (from row {rows:commas}).",
    "{count:number} merged ranges of cells are filled with their values (from rows {rows:commas}).",
)
CUT_OFF_TEXT = sentence("read.cut-off", "The file ends in the middle of a letter. Check its last row.")
TWICE_ENCODED = sentence("read.twice", "The letters were encoded twice, as in “Ã¼” for “ü”. They are repaired.")
OTHER_LETTERS = plural(
    "read.other-letters",
    "{count:number} row has letters in another encoding than the rest (row {rows:commas}). Check its letters.",
    "{count:number} rows have letters in another encoding than the rest (rows {rows:commas}). Check their letters.",
)
GUESSED_LETTERS = sentence(
    "read.guessed-letters",
    "The letters are read as {encoding}, which fits best. Choose another encoding if they look wrong.",
)
NO_HEADING_LINE = sentence("read.no-headings", "No row with headings was found: every row is read as a person.")
ROWS_ABOVE = plural(
    "read.rows-above",
    "Row {first} above the headings is left out: “{text}”.",
    "Rows {first} to {last} above the headings are left out: “{text}”.",
)
SECOND_HEADINGS = sentence("read.second-headings", "Row {row} below the headings is left out: “{text}”.")
HEADINGS_REPEATED = plural(
    "read.headings-repeated",
    "{count:number} row repeats the headings and is left out.",
    "{count:number} rows repeat the headings and are left out.",
)
SHEET = sentence("read.sheet", "“{name}”")
HIDDEN_SHEET = sentence("read.hidden-sheet", "“{name}” (hidden)")
SEVERAL_SHEETS = plural(
    "read.several-sheets",
    "The sheet “{sheet}” is read. The workbook also has the sheet {names:list}.",
    "The sheet “{sheet}” is read. The workbook also has the sheets {names:list}.",
)

FIELD_NAMES = {
    "reference": sentence("field.reference", "Reference"),
    "name": sentence("field.name", "Name"),
    "first_name": sentence("field.first-name", "First name"),
    "last_name": sentence("field.last-name", "Last name"),
    "email": sentence("field.email", "E-mail address"),
    "organisation": sentence("field.organisation", "Organisation"),
    "job_title": sentence("field.job-title", "Job title"),
    "about": sentence("field.about", "About (free text)"),
    "group": sentence("field.group", "Group"),
    "booth": sentence("field.booth", "Booth"),
    "status": sentence("field.status", "Status"),
    "interests": sentence("field.interests", "Interests"),
    "seeks": sentence("field.seeks", "Seeks"),
    "offers": sentence("field.offers", "Offers"),
    "met_before": sentence("field.met-before", "Has met before"),
    "keep_apart": sentence("field.keep-apart", "Keep apart from"),
    "agreed": sentence("field.agreed", "Meeting agreed with"),
    "must_meet": sentence("field.must-meet", "Must meet"),
    "like_to_meet": sentence("field.like-to-meet", "Would like to meet"),
    "ranked_wishes": sentence("field.ranked-wishes", "Would like to meet, first choice first"),
    "no_thanks": sentence("field.no-thanks", "Does not want to meet"),
    "min_meetings": sentence("field.min-meetings", "Minimum meetings"),
    "max_meetings": sentence("field.max-meetings", "Maximum meetings"),
    "away": sentence("field.away", "Away (times)"),
    "available": sentence("field.available", "Available (times)"),
    "marks_like": sentence("field.marks-like", "Marks: would like to meet the person in the heading"),
    "marks_agreed": sentence("field.marks-agreed", "Marks: meeting agreed with the person in the heading"),
    "ignore": sentence("field.ignore", "– ignore –"),
}
"""The words for each field that a column can be read as."""
FIELD_FROM = sentence("mapping.field-from", "{field} from {columns:list}")
READ_AS = sentence("mapping.read-as", "Read: {fields:semicolons}.")
LEFT_OUT = plural("mapping.left-out", "Left out: {columns:list8}.", "Left out: {columns:list8}.")
NOT_FITTING = sentence(
    "mapping.not-fitting",
    "“{column}” is left out, as its cells do not fit “{field}” (like “{example}”).",
)
READ_ANYWAY = sentence(
    "mapping.read-anyway", "“{column}” is read as “{field}”, but most of its cells do not fit (like “{example}”)."
)
TWO_OF_A_KIND = sentence(
    "mapping.two-of-a-kind",
    "“{used}” and “{other}” could both be “{field}”. “{used}” is used; choose the other one if that is right.",
)
MAYBE_OWN_TABLE = sentence(
    "mapping.maybe-own-table",
    "“{column}” is left out, as it may be a seating plan. If it is each person's own table for all meetings, "
    "choose “Booth”.",
)
RUNNING_NUMBER = sentence(
    "mapping.running-number",
    "“{column}” is left out, as it only counts the rows. Choose “Reference” if it is more than that.",
)
SOMEBODY_ELSES = sentence(
    "mapping.somebody-elses", "“{column}” is read as “{field}”, although its heading names somebody else. Check it."
)
MARK_COLUMNS = plural(
    "mapping.marks",
    "{count:number} column holds only marks or times ({columns:list4}). If it is a table of people by people, "
    "choose “Marks”.",
    "{count:number} columns hold only marks or times ({columns:list4}). If they are a table of people by people, "
    "choose "
    "“Marks”.",
)
SEPARATOR_NAMES = {
    "semicolon": sentence("separator.semicolon", "semicolons or line breaks"),
    "comma": sentence("separator.comma", "commas"),
    "line": sentence("separator.line", "line breaks"),
    "slash": sentence("separator.slash", "slashes"),
    "bar": sentence("separator.bar", "vertical bars"),
}
DELIMITER_NAMES = {
    "comma": sentence("delimiter.comma", "comma"),
    "semicolon": sentence("delimiter.semicolon", "semicolon"),
    "tab": sentence("delimiter.tab", "tab"),
    "bar": sentence("delimiter.bar", "vertical bar"),
}
LIST_SEPARATED = sentence("cleaned.separator", "“{column}”: the items are separated by {separator}, as in “{example}”.")
BULLETS = plural(
    "cleaned.bullets",
    "“{column}”: {count:number} cell: bullets or numbers before the items dropped (row {rows:commas}).",
    "“{column}”: {count:number} cells: bullets or numbers before the items dropped (row {rows:commas}).",
)
INVISIBLE = plural(
    "cleaned.invisible",
    "“{column}”: {count:number} cell: invisible characters dropped (row {rows:commas}).",
    "“{column}”: {count:number} cells: invisible characters dropped (row {rows:commas}).",
)
PLACEHOLDERS = plural(
    "cleaned.placeholders",
    "“{column}”: {count:number} cell says that there is nothing, like “{example}” (row {rows:commas}).",
    "“{column}”: {count:number} cells say that there is nothing, like “{example}” (row {rows:commas}).",
)
FORMULA_ERRORS = plural(
    "cleaned.formula-errors",
    "“{column}”: {count:number} cell with the error of a formula, like “{example}”, left out (row {rows:commas}).",
    "“{column}”: {count:number} cells with the error of a formula, like “{example}”, left out (row {rows:commas}).",
)
ZEROS = plural(
    "cleaned.zeros",
    "“{column}”: {count:number} cell with 0, as lookups give for nothing, left out (row {rows:commas}).",
    "“{column}”: {count:number} cells with 0, as lookups give for nothing, left out (row {rows:commas}).",
)
ONE_LINE = plural(
    "cleaned.one-line",
    "“{column}”: {count:number} cell: line breaks replaced by spaces (row {rows:commas}).",
    "“{column}”: {count:number} cells: line breaks replaced by spaces (row {rows:commas}).",
)
ADDRESSES = plural(
    "cleaned.addresses",
    "“{column}”: {count:number} address tidied, like “{example}” (row {rows:commas}).",
    "“{column}”: {count:number} addresses tidied, like “{example}” (row {rows:commas}).",
)
TWO_ADDRESSES = plural(
    "cleaned.two-addresses",
    "“{column}”: {count:number} cell with several addresses; the first is used, like “{example}” (row {rows:commas}).",
    "“{column}”: {count:number} cells with several addresses; the first is used, like “{example}” (row {rows:commas}).",
)
DIGITS_LOST = plural(
    "cleaned.digits-lost",
    "“{column}”: {count:number} number has lost its digits in the file, like “{example}”, and is left out (row "
    "{rows:commas}).",
    "“{column}”: {count:number} numbers have lost their digits in the file, like “{example}”, and are left out (row "
    "{rows:commas}).",
)
LOST_LETTERS = plural(
    "cleaned.lost-letters",
    "“{column}”: {count:number} cell with a letter that was lost (�), like “{example}” (row {rows:commas}). "
    "Correct it.",
    "“{column}”: {count:number} cells with letters that were lost (�), like “{example}” (row {rows:commas}). "
    "Correct them.",
)
LIMITS_IN_WORDS = plural(
    "cleaned.limits",
    "“{column}”: {count:number} limit in words read as a number, like “{example}” (row {rows:commas}).",
    "“{column}”: {count:number} limits in words read as numbers, like “{example}” (row {rows:commas}).",
)
TIMES_READ = plural(
    "cleaned.times",
    "“{column}”: {count:number} cell with times read, like “{example}” (row {rows:commas}).",
    "“{column}”: {count:number} cells with times read, like “{example}” (row {rows:commas}).",
)
ON_NO_DAY_OF_THE_EVENT = plural(
    "cleaned.on-no-day",
    "“{column}”: {count:number} cell has times on none of the event's days, like “{example}” (row {rows:commas}). "
    "Check the dates.",
    "“{column}”: {count:number} cells have times on none of the event's days, like “{example}” (row {rows:commas}). "
    "Check the dates.",
)
NAMES_TURNED = plural(
    "cleaned.names-turned",
    "“{column}”: {count:number} name turned round, like “{example}” (row {rows:commas}).",
    "“{column}”: {count:number} names turned round, like “{example}” (row {rows:commas}).",
)
NAME_FROM_ADDRESS = plural(
    "cleaned.name-from-address",
    "“{column}”: {count:number} name taken from beside the address, like “{example}” (row {rows:commas}).",
    "“{column}”: {count:number} names taken from beside the address, like “{example}” (row {rows:commas}).",
)
SECTIONS_READ = plural(
    "cleaned.sections",
    "{count:number} row is a heading of the people below it, like “{example}” (row {rows:commas}).",
    "{count:number} rows are headings of the people below them, like “{example}” (row {rows:commas}).",
)
BLANKS_FILLED = plural(
    "cleaned.blanks",
    "“{column}”: {count:number} blank cell filled from above (row {rows:commas}).",
    "“{column}”: {count:number} blank cells filled from above (row {rows:commas}).",
)
NO_ORGANISATION = plural(
    "cleaned.no-organisation",
    "“{column}”: {count:number} cell such as “{example}” is no organisation; it is kept as the job title (row "
    "{rows:commas}).",
    "“{column}”: {count:number} cells such as “{example}” are no organisations; they are kept as job titles (row "
    "{rows:commas}).",
)
REPEATS_MERGED = plural(
    "import.repeats-merged",
    "{count:number} row repeats an earlier one and is merged with it (row {rows:commas}).",
    "{count:number} rows repeat earlier ones and are merged with them (rows {rows:commas}).",
)
SHARED_ADDRESS = plural(
    "import.shared-address",
    "{count:number} person shares an e-mail address with somebody of another name ({names:list4}). Their links go "
    "to the same "
    "mailbox.",
    "{count:number} people share e-mail addresses with people of other names ({names:list4}). Their links go to "
    "the same "
    "mailbox.",
)
NO_AGENDA_FOR_TIMES = sentence(
    "import.no-agenda",
    "The times in “{column}” can be used only once the event has an agenda. They are left out.",
)
REFERENCE_LEFT_OUT = sentence(
    "import.reference-left-out", "Row {row}: the reference {reference} is {who}'s and is left out here."
)

TOO_MANY_CELLS = sentence(
    "row.too-many-cells",
    "This row has {cells} cells, but the list has {columns} columns. Put a text with a “{delimiter}” in quotation "
    "marks.",
)
ONE_GROUP = sentence(
    "row.one-group",
    "A person is in one group, but “{text}” names several. Keep one of them, or name a group of its own.",
)
ONE_BOOTH = sentence("row.one-booth", "A person has one booth, but “{text}” names several. Keep one of them.")
ANSWER_FIRST = sentence(
    "row.answer-first",
    "The reference {reference} is {who}'s, but the name here is another. Answer the question about this row first.",
)

LAST_NAME_FIRST = plural(
    "question.last-name-first",
    "“{column}”: {count:number} name is written like “{example}”. Is the last name first?",
    "“{column}”: {count:number} names are written like “{example}”. Is the last name first?",
)
SECTION_ROWS = plural(
    "question.sections",
    "{count:number} row holds only “{example}”. Is it the organisation of the people below it?",
    "{count:number} rows hold only one cell, like “{example}”. Are they the organisations of the people below them?",
)
BLANKS_BELOW = plural(
    "question.blanks",
    "“{column}” is blank in {count:number} row below “{example}”. Does the value above hold there too?",
    "“{column}” is blank in {count:number} rows below others, first below “{example}”. Does the value above hold "
    "there too?",
)
FIRST_WISH = sentence(
    "question.first-wish",
    "“{column}” is the first of {count} ranked wishes. Must these people meet? (Otherwise it is a wish that "
    "counts more than the others.)",
)
ONE_ORGANISATION = plural(
    "question.one-organisation",
    "{count:number} person has the organisation {names:list}. Is that one organisation, whose people do not meet?",
    "{count:number} people have the organisation {names:list}. Is that one organisation, whose people do not meet?",
)
LATER_ROW = sentence(
    "question.later-row",
    "Row {later} is about {who} again, as row {row}, but differs in {fields:list}. Does the later row hold?",
)
ADDRESS_OF_ANOTHER = sentence(
    "question.address-of-another",
    "Row {row}, “{row_name}”, has the e-mail address of {who}, who is on the list. Are they the same person?",
)
REFERENCE_OF_ANOTHER = sentence(
    "question.reference-of-another",
    "Row {row}, “{row_name}”, has the reference {reference} of {who}, who is on the list. Are they the same person?",
)
MEANT_PERSON = sentence("question.meant-person", "There is nobody called “{name}” on the list. Is {who} meant?")
SAME_GROUP = sentence("question.group", "Is the group “{name}” the same as “{known}”?")
