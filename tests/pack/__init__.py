"""Tests of the packed copies."""
