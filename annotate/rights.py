"""Who may do what to the whole archive, and to the words of others: the line between an editor and a chief editor."""

EVERYWHERE = "everywhere"
ONLY_CHIEFS_DECIDE = "Only a chief editor can say this of the whole archive. Say it here, or of one source."
ONLY_CHIEFS_MERGE = "Only a chief editor can say that two are one."
ONLY_CHIEFS_UNDO = "Only a chief editor can undo what somebody else did."


def may_decide(user, scope: str) -> bool:
    """True where somebody who may correct tags may also let a correction hold in this scope."""
    return scope != EVERYWHERE or user.has_perm("annotate.oversee")


def may_undo(user, editor: int) -> bool:
    """True where somebody who may correct tags may undo an edit of this editor: his own, or as a chief editor any."""
    return editor == user.pk or user.has_perm("annotate.oversee")
