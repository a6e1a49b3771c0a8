"""The bundled, invented study."""
