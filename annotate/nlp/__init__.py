"""Pure code: text in, spans out. No Django, no rows, no clock."""
