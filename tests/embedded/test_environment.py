"""Does the embedded default keep its keys, keep them to itself, and give way to the caller's environment?"""

from pathlib import Path

import pytest

from supervision.embedded import environment


def made(directory: Path) -> dict[str, str]:
    return environment.settings_for(directory, database_url="postgresql:///ours", broker_url="redis://ours")


@pytest.fixture(autouse=True)
def _nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("REFLECT_SECRET_KEY", "REFLECT_TEXT_KEYS", "REFLECT_DATABASE_URL", "REFLECT_BROKER_URL"):
        monkeypatch.delenv(name)


def test_keys_are_made_once_and_kept(tmp_path: Path) -> None:
    assert made(tmp_path)["REFLECT_TEXT_KEYS"] == made(tmp_path)["REFLECT_TEXT_KEYS"]


def test_two_checkouts_have_different_keys(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    assert made(tmp_path)["REFLECT_SECRET_KEY"] != made(tmp_path / "other")["REFLECT_SECRET_KEY"]


def test_nobody_else_can_read_the_keys(tmp_path: Path) -> None:
    environment.kept_secrets(tmp_path)
    assert (tmp_path / "secrets.json").stat().st_mode & 0o077 == 0


def test_what_the_caller_says_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFLECT_BROKER_URL", "redis://theirs")
    assert made(tmp_path)["REFLECT_BROKER_URL"] == "redis://theirs"


def test_nobody_else_can_list_the_directory(tmp_path: Path) -> None:
    assert environment.private_directory(tmp_path / "new").stat().st_mode & 0o066 == 0
