"""Analysis: tables and agreement, from lists of domain objects to figures."""
