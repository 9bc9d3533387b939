"""What is loaded as text arrives as it was."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yiwang.infra import copytext
from yiwang.infra.database import Database
from yiwang.kernel.actor import SYSTEM

_texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)


@given(
    st.lists(
        st.tuples(
            st.uuids(), _texts | st.none(), st.integers(-(2**31), 2**31 - 1) | st.none(), st.booleans() | st.none(),
            st.floats(allow_nan=False) | st.none(), st.binary(max_size=9) | st.none(),
            st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)),  # noqa: DTZ001 - made UTC below
            st.dictionaries(_texts, _texts | st.integers(-9, 9) | st.none(), max_size=3), st.lists(_texts, max_size=3),
        ),
        max_size=4,
    )
)  # fmt: skip
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
async def test_every_value_arrives_as_it_was(database: Database, rows: list[tuple[object, ...]]) -> None:
    columns = ("id", "t", "i", "b", "f", "y", "at", "j", "a")
    given_rows = [(*r[:6], r[6].replace(tzinfo=UTC), *r[7:]) for r in rows]  # type: ignore[attr-defined]
    text = "".join(copytext.line([*r[:8], copytext.array(r[8])]) for r in given_rows)  # type: ignore[arg-type]
    async with database.work(SYSTEM) as work:
        await work.tx.execute(
            "CREATE TEMP TABLE copied (n serial, id uuid, t text, i int, b bool, f float8, y bytea, "
            "at timestamptz, j jsonb, a text[]) ON COMMIT DROP"
        )
        await work.tx.copy_text("copied", columns, text.encode())
        found = await work.tx.fetch(f"SELECT {', '.join(columns)} FROM copied ORDER BY n")
    assert [tuple(r) for r in found] == given_rows


@given(st.lists(_texts.filter(bool), max_size=4))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
async def test_words_arrive_as_lexemes(database: Database, words: list[str]) -> None:
    async with database.reading(SYSTEM) as work:
        found = await work.tx.fetchval(
            "SELECT tsvector_to_array($1::text::tsvector)", copytext.tsvector(words)
        )
    assert set(found) == set(words)


def test_a_line_escapes_what_would_end_it() -> None:
    assert copytext.line(["a\tb\\\n", None, UUID(int=1), True]) == (
        "a\\tb\\\\\\n\t\\N\t00000000-0000-0000-0000-000000000001\tt\n"
    )
