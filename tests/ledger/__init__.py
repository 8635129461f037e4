"""Tests of the ledger of quoted posts, and the made-up networks that they share."""
