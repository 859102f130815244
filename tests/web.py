"""A web server on the loopback for tests of what fetches: it answers as it was told and remembers who asked."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Answers(dict):
    """Path -> bytes, or (status, headers, bytes), or a function that writes to the handler itself."""

    port: int
    asked: list


@contextmanager
def served(answers):
    """Serve the answers on a free port of the loopback while inside."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            answers.asked.append((self.path, dict(self.headers)))
            answer = answers.get(self.path, (404, {}, b""))
            if callable(answer):
                return answer(self)
            status, headers, body = answer if isinstance(answer, tuple) else (200, {}, answer)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    answers.port, answers.asked = server.server_port, []
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{answers.port}"
    finally:
        server.shutdown()
        server.server_close()
