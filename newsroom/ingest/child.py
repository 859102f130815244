"""The child process that parses foreign bytes: `python -m newsroom.ingest.child`, spoken to by sandbox.py.

A request and an answer are each a line of JSON with its length before it; the body of a request follows as bytes.
"""

import json
import resource
import sys
from dataclasses import asdict
from datetime import datetime

from .documents import Unreadable


def main() -> None:
    """Answer requests until the parent closes the pipe."""
    asked, answered = sys.stdin.buffer, sys.stdout.buffer
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    parsers = load_parsers()
    while line := asked.readline():
        request = json.loads(line)
        limit(request["seconds"], request["memory"])
        answer = answer_to(parsers, request["kind"], asked.read(request["length"]), request["hints"])
        answered.write(json.dumps(answer, default=datetime.isoformat).encode() + b"\n")
        answered.flush()


def load_parsers() -> dict:
    """What each kind of bytes is parsed by."""
    from . import feeds, opml, pages, texts

    return {
        "feed": feeds.parse_feed,
        "jsonfeed": feeds.parse_json_feed,
        "html": pages.parse_page,
        "discovery": pages.find_feeds,
        "opml": opml.parse_opml,
        "markdown": texts.parse_markdown,
        "text": texts.parse_text,
    }


def limit(seconds: int, memory: int) -> None:
    """Allow that much more processor time and that much memory in all."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, hard))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def answer_to(parsers: dict, kind: str, body: bytes, hints: dict) -> dict:
    try:
        result = parsers[kind](body, **hints)
    except Unreadable as reason:
        return {"refused": str(reason)}
    except MemoryError:
        return {"refused": "It takes too much memory to read."}
    except RecursionError:
        return {"refused": "It is nested too deeply."}
    except Exception as error:  # whatever a parser does not bear is the input's fault, and is said as such
        return {"refused": f"It cannot be read ({type(error).__name__})."}
    return {"result": result if isinstance(result, list) else asdict(result), "type": type(result).__name__}


if __name__ == "__main__":
    main()
