"""how a list is read, several people under one e-mail address, why a mail failed."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_IMPORTS = sa.table("roster_import", sa.column("id"), sa.column("encoding"), sa.column("reading", sa.JSON()))
_MAILS = sa.table("outbox_message", sa.column("id"), sa.column("error"), sa.column("failure", sa.JSON()))


def upgrade() -> None:
    op.add_column("roster_import", sa.Column("reading", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("roster_import", sa.Column("shape", sa.String(length=64), nullable=True))
    connection = op.get_bind()
    for import_id, encoding in connection.execute(sa.select(_IMPORTS.c.id, _IMPORTS.c.encoding)).all():
        reading = {"encoding": encoding} if encoding else {}
        connection.execute(_IMPORTS.update().where(_IMPORTS.c.id == import_id).values(reading=reading))
    with op.batch_alter_table("roster_import") as batch:
        batch.drop_column("encoding")
        batch.alter_column("reading", server_default=None)
        batch.create_index(batch.f("ix_roster_import_shape"), ["shape"])
    # tables read by an earlier program lack what is shown of them now; they are read again from their files
    op.execute("DELETE FROM import_sheet")
    op.add_column("import_sheet", sa.Column("facts", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("import_sheet") as batch:
        batch.alter_column("facts", server_default=None)
    with op.batch_alter_table("attendee") as batch:
        batch.drop_constraint("uq_attendee_event_id_email_key", type_="unique")
        batch.create_index(batch.f("ix_attendee_email_key"), ["email_key"])
    _store_failures_as_messages()
    op.add_column("plan", sa.Column("figures", sa.JSON(), nullable=True))


def _store_failures_as_messages() -> None:
    op.add_column("outbox_message", sa.Column("failure", sa.JSON(), nullable=True))
    connection = op.get_bind()
    failed = sa.select(_MAILS.c.id, _MAILS.c.error).where(_MAILS.c.error != "")
    for mail_id, error in connection.execute(failed).all():
        message = {"code": "text", "params": {"text": error}}
        connection.execute(_MAILS.update().where(_MAILS.c.id == mail_id).values(failure=message))
    op.drop_column("outbox_message", "error")


def downgrade() -> None:
    op.drop_column("plan", "figures")
    op.add_column("outbox_message", sa.Column("error", sa.Text(), server_default="", nullable=False))
    op.drop_column("outbox_message", "failure")
    with op.batch_alter_table("attendee") as batch:
        batch.drop_index(batch.f("ix_attendee_email_key"))
        batch.create_unique_constraint("uq_attendee_event_id_email_key", ["event_id", "email_key"])
    op.drop_column("import_sheet", "facts")
    with op.batch_alter_table("roster_import") as batch:
        batch.drop_index(batch.f("ix_roster_import_shape"))
        batch.add_column(sa.Column("encoding", sa.String(length=20), nullable=True))
        batch.drop_column("shape")
        batch.drop_column("reading")
