"""Write migrations/versions/0001_initial.py anew from the declared tables and views.

Only until the first release: afterwards the file never changes again and further migrations are added.
"""

from __future__ import annotations

import sys
from pathlib import Path

from yiwang.entry import bootstrap
from yiwang.infra.ddl import creation

TARGET = Path(__file__).parent.parent / "migrations" / "versions" / "0001_initial.py"
HEAD = '''"""All tables and views of the first release."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None

STATEMENTS = (
'''
TAIL = """)


def upgrade() -> None:
    connection = op.get_bind()
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)
"""


def text() -> str:
    """Return the migration as it should be now."""
    parts = [HEAD]
    for statement in creation(*bootstrap.schema()):
        lines = "\n".join(line.rstrip().expandtabs(4) for line in statement.splitlines())
        escaped = lines.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
        closing = ' """' if escaped.endswith('"') else '"""'
        parts.append(f'    """{escaped}{closing},\n')
    return "".join([*parts, TAIL])


def main() -> int:
    """Write the file, or with ``--check`` tell whether it is up to date."""
    wanted = text()
    if "--check" in sys.argv:
        if TARGET.read_text() != wanted:
            print("the initial migration does not match the tables: run make migration")
            return 1
        return 0
    TARGET.write_text(wanted)
    print(f"wrote {TARGET.name}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
