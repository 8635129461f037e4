"""Tests of what is read out of files that people have."""
