"""Redis out of its wheel: a password, the loopback address, a log of every write."""

import os
import socket
from dataclasses import dataclass
from pathlib import Path

from betterwork.launcher import place
from betterwork.launcher.place import Place
from betterwork.launcher.processes import Program


@dataclass(frozen=True)
class Server:
    place: Place
    binary: Path
    port: int

    @property
    def data(self) -> Path:
        return self.place.servers / "redis"


def url(where: Place, port: int) -> str:
    return f"redis://:{place.secret(where, 'redis')}@127.0.0.1:{port}/0"


def program(server: Server) -> Program:
    who = server.place.account
    server.data.mkdir(mode=0o700, exist_ok=True)
    if who:
        os.chown(server.data, who.uid, who.gid)
    return Program(
        "redis",
        [server.binary, "-"],  # the password comes by the input: arguments can be read by everybody
        env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
        cwd=Path("/"),
        log=server.place.log / "redis.log",
        account=who,
        feed=_settings(server),
        serves_others=True,
    )


def _settings(server: Server) -> str:
    settings = {
        "bind": "127.0.0.1",
        "port": str(server.port),
        "requirepass": place.secret(server.place, "redis"),
        "dir": f'"{server.data}"',
        "appendonly": "yes",
        "save": '""',
        "daemonize": "no",
    }
    return "".join(f"{name} {value}\n" for name, value in settings.items())


def is_ready(server: Server) -> bool:
    password = place.secret(server.place, "redis")
    try:
        with socket.create_connection(("127.0.0.1", server.port), timeout=1) as connection:
            connection.sendall(f"AUTH {password}\r\nPING\r\n".encode())
            return b"+PONG" in _answers(connection)
    except OSError:
        return False


def _answers(connection: socket.socket) -> bytes:
    heard = b""
    while heard.count(b"\r\n") < 2 and (more := connection.recv(200)):
        heard += more
    return heard
