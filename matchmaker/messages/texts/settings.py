"""What is wrong with settings of the service, told to its operator."""

from matchmaker.messages.sentence import sentence

PUBLIC_URL = sentence(
    "setting.public-url",
    "PUBLIC_URL must be the address that people use, like https://meet.example.org, not {found}",
)
PATH_TAKEN = sentence(
    "setting.path-taken",
    "The path {path} of PUBLIC_URL begins like a page of this program. Choose one that does not begin with "
    "{taken:list}.",
)
ODD_PATH = sentence(
    "setting.odd-path",
    "The path of PUBLIC_URL may have only letters, digits, “-”, “_”, “.” and “/”, like /meet, not {found}",
)
DATABASE_URL = sentence("setting.database-url", "DATABASE_URL must begin with sqlite:/// or postgresql://")
QUEUE_URL = sentence("setting.queue-url", "QUEUE_URL must begin with sqlite:/// or postgresql://")
KEY_MISSING = sentence(
    "setting.key-missing", "SECRET_KEY must be set when PUBLIC_URL ({public_url}) is not on this machine"
)
KEY_TOO_SHORT = sentence("setting.key-too-short", "SECRET_KEY must have at least {least} characters")
KEY_TOO_SIMPLE = sentence(
    "setting.key-too-simple", "SECRET_KEY must have at least {least} different characters; use a random one"
)
STORED_KEY = sentence(
    "setting.stored-key",
    "The file {file} contains no complete key. Restore it from a backup; a new one makes all links invalid.",
)
NOT_A_NUMBER = sentence("setting.not-a-number", "{name} must be a whole number of at least {least}, not {found}")
NOT_ONE_OF = sentence("setting.not-one-of", "{name} must be one of {known:list}, not {found}")
SMTP_URL = sentence("setting.smtp-url", "SMTP_URL must look like smtp://user:password@host:587 or smtps://…:465")
NO_ENCRYPTION = sentence("mail.no-encryption", "{host} offers no encryption: the mail password was not sent to it")
