"""bouwsteen: from interview transcripts to the tables in the article."""

from importlib.metadata import version

__version__ = version("bouwsteen")
