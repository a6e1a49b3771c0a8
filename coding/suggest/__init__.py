"""Suggested codes: from the codebook first, then from what the coder does; a person decides."""
