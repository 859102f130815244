"""Quotation marks: whether somebody is being quoted."""

LONGEST_QUOTE = 1500  # characters looked at for the mark that opens a quotation


def is_quoted(text: str, at: int) -> bool:
    """True inside quotation marks that were opened in the same paragraph."""
    before = text[max(0, at - LONGEST_QUOTE, text.rfind("\n", max(0, at - LONGEST_QUOTE), at)) : at]
    return (
        before.count('"') % 2 == 1 or before.count("“") > before.count("”") or before.count("``") > before.count("''")
    )
