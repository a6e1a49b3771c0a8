"""Codebooks: the tree of codes, its files, its built-ins and its edits."""
