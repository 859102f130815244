"""What `manage.py bench` measures beside pages: what linking costs in an archive that it makes up."""
