"""Django's database engine for a Postgres server that is found on this machine, started at first use and shared."""
