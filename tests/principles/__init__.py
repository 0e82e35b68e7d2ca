"""Tests of service/principles."""
