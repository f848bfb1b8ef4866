"""A database in which nothing is but what migrations put there, and rows numbered from one."""

from __future__ import annotations

import functools

from django.db import connection

OF_MIGRATIONS = {"auth_permission", "django_content_type", "django_migrations"}
OF_TABLES = """
SELECT quote_ident(s.relname) FROM pg_class s
JOIN pg_depend d ON d.objid = s.oid AND d.deptype IN ('a', 'i') JOIN pg_class t ON t.oid = d.refobjid
WHERE s.relkind = 'S' AND t.relname = ANY(%s)
"""


def is_empty() -> bool:
    """Whether no table of the product has a row."""
    asked = " OR ".join(f'EXISTS (SELECT 1 FROM "{table}")' for table in _tables())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}")
        return not cursor.fetchone()[0]


def number_from_one() -> None:
    """Let new rows of an empty database have the keys 1, 2, 3, whatever was rolled back before."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            names = ", ".join(f"'{table}'" for table in _tables())
            cursor.execute(f"DELETE FROM sqlite_sequence WHERE name IN ({names})")
        else:
            asked = ", ".join(f"setval('{name}', 1, false)" for name in _sequences())
            cursor.execute(f"SELECT {asked}")


@functools.cache
def _tables() -> list[str]:
    return sorted(set(connection.introspection.django_table_names(only_existing=True)) - OF_MIGRATIONS)


@functools.cache
def _sequences() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(OF_TABLES, [_tables()])
        return [name for (name,) in cursor.fetchall()]
