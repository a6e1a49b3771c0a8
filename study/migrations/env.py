"""What Alembic runs: the migrations, on the connection that the study hands over."""

from alembic import context

from bouwsteen.study.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
context.run_migrations()
