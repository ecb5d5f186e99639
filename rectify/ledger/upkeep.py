"""What a database wants after much has been written."""

from django.db import connection


def refresh_statistics() -> None:
    """Let SQLite learn how many rows its indexes hold, or it plans as if they were empty. PostgreSQL does so itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA optimize = 0x10002")
