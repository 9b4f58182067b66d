"""Both services in one process, for a machine that has room for one."""
