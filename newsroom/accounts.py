"""Accounts and their roles: reader, editor, chief editor, admin."""

from django.contrib.auth.models import Group, Permission, User

READER, WRITER, CHIEF, ADMIN = "reader", "editor", "chief", "admin"
GROUPS = {  # role -> its group and the rights of that; an admin may do all, a reader has no more than his account
    WRITER: ("editors", ["correct"]),
    CHIEF: ("chief editors", ["correct", "oversee"]),
}
ROLES = (READER, WRITER, CHIEF, ADMIN)


def give_role(user: User, role: str) -> None:
    """Let an account be one of ROLES, and no other any more."""
    user.groups.remove(*Group.objects.filter(name__in=[name for name, _ in GROUPS.values()]))
    user.user_permissions.remove(*_rights(GROUPS[CHIEF][1]))
    if role in GROUPS:
        user.groups.add(group_of(role))
    if user.is_superuser != (role == ADMIN):
        user.is_superuser = role == ADMIN
        user.save(update_fields=["is_superuser"])


def group_of(role: str) -> Group:
    """The group of editors or chief editors, made when it is missing."""
    name, rights = GROUPS[role]
    group, _ = Group.objects.get_or_create(name=name)
    group.permissions.add(*_rights(rights))
    return group


def _rights(names: list[str]) -> list[Permission]:
    return list(Permission.objects.filter(codename__in=names, content_type__app_label="annotate"))
