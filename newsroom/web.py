"""How gunicorn serves the pages; `serve` hands it the listening socket as NEWSROOM_BIND."""

import os

from newsroom import lifeline

wsgi_app = "newsroom.wsgi"
bind = os.environ.get("NEWSROOM_BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = 2
threads = 4
timeout = 30
graceful_timeout = 5
loglevel = "warning"
control_socket_disable = True  # it would be made outside the var folder


def on_starting(server) -> None:
    lifeline.watch()


def post_worker_init(worker) -> None:
    from newsroom import readership  # Django stands only now

    readership.keep_writing()


def worker_exit(server, worker) -> None:
    from newsroom import readership

    readership.write_down()
