"""Run the command line as ``python -m bouwsteen``."""

from bouwsteen.cli import main

if __name__ == "__main__":
    main(prog_name="bouwsteen")
