"""One WebKitGTK window on a profile that outlives it; the system's Python runs this, told one JSON a line.

``{"open": address}`` opens a page. ``{"run": source, "argument": …}`` calls an async function on it and
answers ``{"is": value}`` or ``{"error": words}``. The window ends with its standard input.
"""

# ruff: noqa: E402 - gi wants its versions before anything is imported from it
from __future__ import annotations

import json
import sys
from typing import Any

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2

PATIENCE_SECONDS = 20
LEFT_MILLISECONDS = 300  # an answer under way comes sooner
CALL = "const value = await (%s)(JSON.parse(argument)); return JSON.stringify(value ?? null);"


def say(said: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


def call(view: Any, source: str, argument: Any) -> None:
    """Answer once: a page that is left in the middle of a call may never give its own."""
    waiting = [
        GLib.timeout_add_seconds(PATIENCE_SECONDS, lambda: answer({"error": "no answer in time"})),
        view.connect("load-changed", lambda _, event: left(event)),
    ]

    def answer(said: dict[str, Any]) -> bool:
        if waiting:
            view.disconnect(waiting.pop())
            waiting.clear()
            say(said)
        return False

    def left(event: Any) -> None:
        if event == WebKit2.LoadEvent.COMMITTED:
            GLib.timeout_add(LEFT_MILLISECONDS, lambda: answer({"error": "the page was left"}))

    def called(view: Any, result: Any) -> None:
        try:
            answer({"is": json.loads(view.call_async_javascript_function_finish(result).to_string())})
        except GLib.Error as error:
            answer({"error": error.message})

    given = GLib.Variant("a{sv}", {"argument": GLib.Variant("s", json.dumps(argument))})
    view.call_async_javascript_function(CALL % source, -1, given, None, None, None, called)


def obey(view: Any) -> bool:
    line = sys.stdin.readline()
    if not line:
        Gtk.main_quit()
        return False
    told = json.loads(line)
    if "open" in told:
        view.load_uri(told["open"])
        say({"is": None})
    else:
        call(view, told["run"], told.get("argument"))
    return True


def main(profile: str) -> None:
    manager = WebKit2.WebsiteDataManager(base_data_directory=profile, base_cache_directory=f"{profile}/cache")
    context = WebKit2.WebContext.new_with_website_data_manager(manager)
    kept = WebKit2.CookiePersistentStorage.SQLITE
    context.get_cookie_manager().set_persistent_storage(f"{profile}/cookies", kept)
    view = WebKit2.WebView.new_with_context(context)
    view.get_settings().set_enable_page_cache(True)
    window = Gtk.Window(default_width=1024, default_height=768)
    window.add(view)
    window.show_all()
    GLib.io_add_watch(sys.stdin.fileno(), GLib.IO_IN | GLib.IO_HUP, lambda *_: obey(view))
    say({"is": WebKit2.get_major_version() * 100 + WebKit2.get_minor_version()})
    Gtk.main()


if __name__ == "__main__":
    main(sys.argv[1])
