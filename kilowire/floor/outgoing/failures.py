"""The three ways in which handing over a message fails; each says whether it may have gone all the same."""

from __future__ import annotations


class _WithWords(Exception):
    """``words`` are the server's own, if it said any."""

    def __init__(self, words: str = "") -> None:
        super().__init__(words)
        self.words = " ".join(words.split())[:400]


class RefusedByServer(_WithWords):
    """The server will never take this message."""


class ServerAway(_WithWords):
    """The server certainly did not take the message now; later it may."""


class AnswerLost(Exception):
    """The server may have taken the message: the connection broke before it answered."""
