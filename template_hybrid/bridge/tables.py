"""Which table a model has: its name, and the schema that it is in."""

from bridge.facts import Table


def table_of(name: str) -> Table:
    """Django knows no schemas: they are smuggled in as `"sales"."order"`, or as `sales"."order`, which it quotes."""
    schema, dot, table = name.strip('"').partition('"."')
    return {"schema": schema, "table": table} if dot else {"table": schema}


def path_of(table: Table) -> str:
    """What it is called in routes.toml and owners.toml: its name, after that of a schema where it has one."""
    return f"{table['schema']}.{table['table']}" if "schema" in table else table["table"]
