"""The verbs of `./run` and their options."""

import os
import signal
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType

from betterwork.launcher import bench, manage, processes, remove, start, test
from betterwork.launcher.say import Trouble, say

ROOT = Path(__file__).resolve().parent.parent.parent
VERBS: dict[str, Callable[[Namespace, Path], int]] = {
    "start": start.run,
    "test": test.run,
    "bench": bench.run,
    "manage": manage.run,
    "exec": manage.execute,
    "remove": remove.run,
}
WORDS = """verbs:
  ./run [start] [--port N] [--var FOLDER] [--fresh] [--no-demo]
                            the product on this machine: PostgreSQL, Redis, web, worker, beat
  ./run test [PYTEST …]     every check and every test, on servers of its own
  ./run bench [BENCH …]     the speed of every page at a large programme's size
  ./run manage [--var FOLDER] COMMAND …
                            a manage.py command on the instance's database
  ./run exec [--var FOLDER] PROGRAM …
                            any program (psql, pg_dump) that reads DATABASE_OWNER_URL and its like
  ./run remove [--var FOLDER]
                            deletes an instance with all its data

environment: DATABASE_URL, DATABASE_WORKER_URL and DATABASE_OWNER_URL, or REDIS_URL, name one's own
servers in place of the embedded ones; every setting is in docs/operations.md.
"""


class Stop(BaseException):
    """Somebody asked us to end."""


def main(words: Sequence[str]) -> int:
    options = _parse(list(words))
    _listen()
    try:
        return VERBS[options.verb](options, ROOT)
    except Trouble as trouble:
        say(f"\n{trouble}")
        return 1
    except PermissionError as error:
        say(
            f"\n{error.filename} belongs to another user of this machine. Start as that one, or give --var FOLDER."
        )
        return 1
    except Stop:
        return 0 if options.verb == "start" else 130
    finally:
        processes.stop_all()


def _parse(words: list[str]) -> Namespace:
    verb = words.pop(0) if words and words[0] in VERBS else "start"
    parser = ArgumentParser(prog="./run", epilog=WORDS, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument(
        "--var", type=Path, default=ROOT / "var", help="the instance's folder (default: var/)"
    )
    if verb == "start":
        _start_options(parser)
        options = parser.parse_args(words)
    else:
        options = Namespace(var=ROOT / "var", rest=words)
        if verb in {"manage", "exec", "remove"}:
            options.var, options.rest = _var_first(options.var, words)
    options.verb, options.var = verb, options.var.resolve()
    return options


def _var_first(default: Path, words: list[str]) -> tuple[Path, list[str]]:
    """`./run manage --var FOLDER command …`: everything after is the command's own."""
    if words[:1] == ["--var"] and len(words) > 1:
        return Path(words[1]), words[2:]
    return default, words


def _start_options(parser: ArgumentParser) -> None:
    parser.add_argument("--port", type=int, help="of the web server (default: 8000 or the next free one)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    parser.add_argument("--fresh", action="store_true", help="begin anew: empties the instance's folder")
    parser.add_argument("--no-demo", dest="demo", action="store_false", help="no made-up people and data")
    parser.set_defaults(demo=os.environ.get("DEMO", "1") == "1")


def _listen() -> None:
    """The first signal ends us in order; from then on there is nothing left to hurry."""
    signals = [signal.SIGINT, signal.SIGTERM]
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # nohup asked us to stay
        signals.append(signal.SIGHUP)

    def stop(number: int, frame: FrameType | None) -> None:
        for one in signals:
            signal.signal(one, signal.SIG_IGN)
        raise Stop

    for one in signals:
        signal.signal(one, stop)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
