"""Handles from the addresses of accounts."""

import pytest

from generator.ledger.imports.accounts import handle_of, server_of


@pytest.mark.parametrize(
    ("address", "handle"),
    [
        ("https://twitter.com/amina_example", "@amina_example"),
        ("https://x.com/amina_example/", "@amina_example"),
        ("https://twitter.com/i/user/12", ""),
        ("https://bsky.app/profile/amina.example.org", "@amina.example.org"),
        ("https://bsky.app/profile/did:plc:abc", ""),
        ("https://www.youtube.com/@amina", "@amina"),
        ("https://www.youtube.com/channel/UCabc", ""),
        ("https://www.tiktok.com/@amina.example", "@amina.example"),
        ("https://www.instagram.com/amina/", "@amina"),
        ("https://www.facebook.com/profile.php", ""),
        ("https://www.reddit.com/user/amina", "@amina"),
        ("https://t.me/amina", "@amina"),
        ("https://social.example.org/@amina", "@amina@social.example.org"),
        ("https://social.example.org/@omar@other.example.org", "@omar@other.example.org"),
        ("https://social.example.org/users/amina", "@amina@social.example.org"),
        ("https://social.example.org/ap/users/12", ""),
        ("ftp://social.example.org/@amina", ""),
        ("https://[", ""),
        ("", ""),
    ],
)
def test_handles(address: str, handle: str) -> None:
    assert handle_of(address) == handle


def test_servers() -> None:
    assert server_of("https://social.example.org/users/amina") == "social.example.org"
    assert server_of("no address") == ""
