"""Tests of service/engines."""
