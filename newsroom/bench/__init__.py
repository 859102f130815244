"""What `manage.py bench` measures beside pages: what linking and the desk cost in an archive that it makes up."""
