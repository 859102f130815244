"""`manage.py account`: who may do what, said from the command line."""

import pytest
from django.contrib.auth.models import Permission, User
from django.core.management import CommandError, call_command

from newsroom.accounts import ROLES
from newsroom.first_start import make_editor

pytestmark = pytest.mark.django_db


def rights(user):
    user = User.objects.get(pk=user.pk)  # rights are remembered by what was read
    return user.has_perm("annotate.correct"), user.has_perm("annotate.oversee"), user.is_superuser


def account(name, *arguments):
    call_command("account", name, *arguments)
    return User.objects.get(username=name)


EXPECTED = {
    "reader": (False, False, False),
    "editor": (True, False, False),
    "chief": (True, True, False),
    "admin": (True, True, True),
}


@pytest.mark.parametrize("role", ROLES)
def test_a_new_account_has_its_role_and_a_password_that_is_told_once(role, capsys):
    user = account("sam", "--role", role)
    told = capsys.readouterr().out
    assert rights(user) == EXPECTED[role]
    assert user.check_password(told.rpartition(": ")[2].strip())


def test_without_a_role_it_is_a_reader():
    assert rights(account("sam")) == EXPECTED["reader"]


@pytest.mark.parametrize("before", ROLES)
@pytest.mark.parametrize("after", ROLES)
def test_a_role_takes_the_place_of_the_one_before_and_the_password_stays(before, after, capsys):
    account("sam", "--role", before)
    password = capsys.readouterr().out.rpartition(": ")[2].strip()
    user = account("sam", "--role", after)
    assert rights(user) == EXPECTED[after]
    assert user.check_password(password)
    assert "password" not in capsys.readouterr().out


def test_rights_of_the_person_go_too():
    user = account("sam")
    user.user_permissions.add(Permission.objects.get(codename="oversee"))
    assert rights(account("sam", "--role", "reader")) == EXPECTED["reader"]


def test_a_password_can_be_asked_for(monkeypatch, capsys):
    monkeypatch.setattr("getpass.getpass", lambda prompt: "correct horse")
    user = account("sam", "--password")
    assert user.check_password("correct horse")
    assert "horse" not in capsys.readouterr().out


@pytest.mark.parametrize("answers", [("one", "two"), ("", "")])
def test_two_different_passwords_or_none_change_nothing(monkeypatch, answers):
    given = iter(answers)
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(given))
    with pytest.raises(CommandError, match="Nothing was changed"):
        account("sam", "--password")
    assert not User.objects.filter(username="sam").exists()


def test_a_name_that_cannot_be_one_is_refused_in_words():
    with pytest.raises(CommandError, match="cannot be a name"):
        account("sam smith")


def test_the_first_account_is_a_chief_editor_and_stays_what_one_makes_of_it(tmp_path, monkeypatch):
    monkeypatch.setattr("newsroom.first_start.password_file", lambda: tmp_path / "editor.txt")
    assert rights(make_editor()) == EXPECTED["chief"]
    account("editor", "--role", "editor")
    assert rights(make_editor()) == EXPECTED["editor"]
