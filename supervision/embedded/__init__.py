"""How does Reflect run where nothing is installed? It brings its own PostgreSQL and Valkey and looks after them.

Nothing here imports Django: these modules make the environment that Django's settings then read.
"""


class CannotRun(Exception):
    """This machine or this moment does not allow it. The text says what to do about that."""
