"""Readers: one module a format, each from bytes to raw turns."""
