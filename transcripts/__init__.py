"""Transcripts: frozen text, turns, speakers and respondents, and the readers that make them."""
