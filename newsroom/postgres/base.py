"""The engine as Django loads it: its own Postgres engine, with the server started before the first connection."""

from django.conf import settings
from django.db.backends.postgresql import base

from .server import ensure_server


class DatabaseWrapper(base.DatabaseWrapper):
    """Connections to the server that belongs to the var folder."""

    def get_connection_params(self):
        self.settings_dict["HOST"] = str(ensure_server(settings.NEWSROOM_VAR))
        return super().get_connection_params()
