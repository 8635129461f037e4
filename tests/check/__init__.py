"""Tests of the looks at the finished outputs."""
