"""A WSGI app that reads each page's rows through psycopg2 alone: the least that a page can cost."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import unquote, urlsplit

import psycopg2

OPEN_ITEMS = """
  SELECT w.*, j.number, j.homeowner_name FROM jobs_openitem w JOIN jobs_job j ON j.id = w.job_id
  WHERE w.ended_on IS NULL AND w.expected_on <= CURRENT_DATE ORDER BY w.expected_on LIMIT 60
"""
CARDS = """
  SELECT b.* FROM (SELECT DISTINCT stage FROM jobs_job) s CROSS JOIN LATERAL (
    SELECT j.*, h.city FROM jobs_job j JOIN jobs_site h ON h.id = j.site_id
    WHERE j.stage = s.stage AND j.cancelled_on IS NULL ORDER BY j.id DESC LIMIT 12) b
"""
NEWEST = """
  SELECT j.*, h.* FROM jobs_job j JOIN jobs_site h ON h.id = j.site_id ORDER BY j.id DESC LIMIT 50
"""
FOUND = """
  SELECT j.*, h.* FROM jobs_job j JOIN jobs_site h ON h.id = j.site_id
  WHERE j.id IN (SELECT job_id FROM jobs_searchword WHERE word LIKE 'aguilar%') ORDER BY j.id DESC LIMIT 50
"""
HISTORY = """
  SELECT j.*, e.* FROM jobs_job j JOIN jobs_event e ON e.job_id = j.id WHERE j.number = 'KW-1010'
  ORDER BY e.id DESC LIMIT 8
"""
NEXT_ACT = """
  SELECT j.*, w.* FROM jobs_job j LEFT JOIN jobs_openitem w ON w.job_id = j.id AND w.ended_on IS NULL
  WHERE j.number = 'KW-1010'
"""
ROWS = {
    "/today": OPEN_ITEMS,
    "/board": CARDS,
    "/list": NEWEST,
    "/search": FOUND,
    "/job": HISTORY,
    "/homeowner": NEXT_ACT,
}


def _connect() -> Any:
    url = urlsplit(os.environ["DATABASE_URL"])
    return psycopg2.connect(
        dbname=unquote(url.path.lstrip("/")),
        user=url.username,
        password=url.password,
        host=unquote(url.hostname or "") or None,
        port=url.port,
    )


_connections: list[Any] = []


def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer with the rows of this page as JSON."""
    if not _connections:
        _connections.append(_connect())
    with _connections[0].cursor() as cursor:
        cursor.execute(ROWS[environ["PATH_INFO"]])
        body = json.dumps(cursor.fetchall(), default=str).encode()
    _connections[0].rollback()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]
