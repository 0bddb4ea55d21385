"""Tests of the full-screen program."""
