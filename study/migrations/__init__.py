"""Alembic migrations of the study file."""
