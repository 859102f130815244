"""The JSON API of version 1: what is asked in routes, what is answered in schemas."""
