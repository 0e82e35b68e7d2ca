"""Amends: the reply the customer deserved, with a reason for every change."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("amends")
except PackageNotFoundError:  # run from a checkout that was not installed
    __version__ = "0.1.0"
