"""How well Newsroom reads, against texts that people annotated."""
