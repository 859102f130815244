"""Pure code: bytes in, dataclasses out. Only fetch.py opens sockets, only sandbox.py starts processes."""
