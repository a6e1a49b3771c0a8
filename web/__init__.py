"""The workbench: a page on this machine to code in, over the functions that the commands call."""
