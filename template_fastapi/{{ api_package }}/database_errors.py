"""What is the matter with the database where it is nobody's mistake: answered 503."""


class DatabaseUnreachableError(Exception):
    """There is no connection to the database, or it broke while in use."""


class DatabaseBusyError(DatabaseUnreachableError):
    """No connection was free in time, or a statement took too long."""
