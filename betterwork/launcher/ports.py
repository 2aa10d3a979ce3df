"""Free ports on this machine."""

import fcntl
import os
import socket
import tempfile
from pathlib import Path
from typing import TextIO

from betterwork.launcher.say import Trouble

FIRST_FOR_WEB = 8000
TRIED = 100
CLAIMED: dict[int, TextIO] = {}


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def any_free(preferred: int | None = None) -> int:
    """The preferred port when nobody has it, else one the system picks."""
    if preferred and is_free(preferred):
        return preferred
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def for_web(asked: int | None, preferred: int | None, host: str) -> int:
    """The asked port or none other; without one the last port, else the first free one from 8000 on."""
    if asked is not None:
        if not is_free(asked, host):
            raise Trouble(f"Port {asked} is taken. Give another one with --port, or leave --port away.")
        return asked
    candidates = [preferred] if preferred else []
    candidates += range(FIRST_FOR_WEB, FIRST_FOR_WEB + TRIED)
    for port in candidates:
        if is_free(port, host) and _claim(port):
            return port
    raise Trouble(f"No port from {FIRST_FOR_WEB} on is free. Give one with --port.")


def _claim(port: int) -> bool:
    """Two launchers that start together see the same port free, for the web process binds it seconds
    later. The claim ends with this process."""
    if port not in CLAIMED:
        handle = (Path(tempfile.gettempdir()) / f"betterwork-{os.getuid()}-port-{port}").open("w")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.close()
            return False
        CLAIMED[port] = handle
    return True
