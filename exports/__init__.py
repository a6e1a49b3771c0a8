"""Exports: article tables, quotes and sentences, one writer a format."""
