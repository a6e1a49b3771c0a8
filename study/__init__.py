"""The study file: schema, migrations, repository, event log."""
