"""The tags of a text as the formats of other programs; each module writes one of them."""
