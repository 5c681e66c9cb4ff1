"""Tables go to other libraries as they are."""

from __future__ import annotations

import detente
import duckdb
import pandas
import polars
import pyarrow
import pytest
from conftest import ACCORDS, program
from pyarrow import parquet


@pytest.fixture(scope="module")
def futures() -> detente.Futures:
    return detente.Accord.load(ACCORDS / "jpoa-2013.accord").simulate(paths=300)


def test_no_copy_is_made(futures: detente.Futures) -> None:
    def places() -> list[int]:
        columns = pyarrow.table(futures.table).columns
        return [chunk.buffers()[-1].address for column in columns for chunk in column.chunks]

    first = places()
    assert first == places(), "twice handed over, twice the same memory"
    frame = polars.DataFrame(futures.table)
    assert frame["path"].to_arrow().buffers()[1].address in first


def test_every_library_reads_the_same(futures: detente.Futures) -> None:
    arrow = pyarrow.table(futures.table)
    assert arrow.num_rows == len(futures.table) == 300
    assert polars.DataFrame(futures.table)["periods"].to_list() == arrow["periods"].to_pylist()
    assert pandas.DataFrame.from_arrow(futures.table)["periods"].tolist() == arrow["periods"].to_pylist()
    assert futures.table.to_pandas()["ended"].tolist() == arrow["ended"].to_pylist()
    counted = duckdb.sql("select count(*), sum(periods) from arrow").fetchall()[0]
    assert counted == (300, sum(arrow["periods"].to_pylist()))


def test_units_and_meanings_travel(futures: detente.Futures) -> None:
    fields = {it.name: it.metadata for it in pyarrow.table(futures.table).schema}
    assert fields["end_day"][b"unit"] == b"day"
    assert b"ended" in fields["end_day"][b"what"]
    assert all(it[b"what"] for it in fields.values())


def test_a_table_is_the_programs_shard(futures: detente.Futures, tmp_path) -> None:
    file = tmp_path / "futures.parquet"
    program("simulate", "jpoa-2013.accord", "--paths", "300", "--out", str(file))
    theirs, ours = parquet.read_table(file), pyarrow.table(futures.table)
    assert ours.column_names == theirs.column_names
    for name in ours.column_names:
        assert ours[name].to_pylist() == theirs[name].to_pylist(), name


def test_survival_is_that_of_the_answer(futures: detente.Futures) -> None:
    rows = futures.survival.to_arrow().to_pylist()
    assert [row["mean"] for row in rows] == [it["mean"] for it in futures.data["survival"]]


def test_columns_are_of_their_kind() -> None:
    table = detente.Table.of_columns(
        [
            ("whole", "day", "a number", [1, None, 3]),
            ("real", "USD", "a price", [1.5, 2, None]),
            ("word", "", "a word", ["a", None, "c"]),
            ("truth", "", "or not", [True, False, None]),
        ]
    )
    kinds = [str(it.type) for it in pyarrow.table(table).schema]
    assert kinds == ["int64", "double", "string", "bool"]
    assert pyarrow.table(table).to_pydict()["real"] == [1.5, 2.0, None]
