"""Coding: quotations, codings and coders, and the rules for applying them."""
