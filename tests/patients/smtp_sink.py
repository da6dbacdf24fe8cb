"""A mail server for one test: it accepts every mail and keeps it."""

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Thread
from typing import cast

ANSWERS = {b"EHLO": b"250 sink", b"DATA": b"354 go on", b"QUIT": b"221 bye"}


class Sink(socketserver.ThreadingTCPServer):
    """Speak as much SMTP as Django's backend needs; with ``refuses``, refuse every mail."""

    daemon_threads = True
    refuses = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.letters: list[EmailMessage] = []

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class Session(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        sink = cast("Sink", self.server)
        self.wfile.write(b"220 sink\r\n")
        while line := self.rfile.readline().strip():
            command = line[:4].upper()
            if sink.refuses and command == b"RCPT":
                self.wfile.write(b"550 nobody of that name\r\n")
                continue
            self.wfile.write(ANSWERS.get(command, b"250 fine") + b"\r\n")
            if command == b"DATA":
                letter = b"".join(iter(self.rfile.readline, b".\r\n"))
                sink.letters.append(message_from_bytes(letter, policy=policy.default))
                self.wfile.write(b"250 taken\r\n")


@contextmanager
def mail_server() -> Iterator[Sink]:
    """Run a mail server on this computer inside the block."""
    with Sink() as sink:
        Thread(target=sink.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield sink
        sink.shutdown()
