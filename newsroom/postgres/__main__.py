"""`python -m newsroom.postgres VAR` names the Postgres that would run the database in a var folder, or fails."""

import sys
from pathlib import Path

from .binaries import NoServer, find_binaries
from .home import find_home

try:
    print(find_binaries(find_home(Path(sys.argv[1])).major).folder)
except NoServer as error:
    sys.exit(str(error))
