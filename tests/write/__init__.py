"""Tests of what becomes the published folder."""
