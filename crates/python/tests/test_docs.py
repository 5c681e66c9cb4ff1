"""What the pages say of tables is so."""

from __future__ import annotations

import csv
import importlib.util
import json
import re
import shutil
import subprocess
from collections import Counter

import detente
import duckdb
import pandas
import polars
import pytest
from conftest import ACCORDS, ROOT
from pyarrow import parquet

TABLES = ROOT / "docs/tables"


def test_the_plain_table_is_what_is_drawn_now(tmp_path) -> None:
    spec = importlib.util.spec_from_file_location("make", TABLES / "make.py")
    make = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make)
    make.make(tmp_path)
    for name in ("futures.csv", "dictionary.csv"):
        assert (tmp_path / name).read_text() == (TABLES / name).read_text(), name


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shards")
    accord = detente.Accord.load(ACCORDS / "jpoa-2013.accord")
    accord.simulate(paths=1024, shards=folder, shard_paths=512)
    return folder


def test_every_reader_of_the_page_counts_the_same(folder) -> None:
    files = sorted(folder.glob("*.parquet"))
    assert len(files) == 2
    in_force = sum(pandas.read_parquet(file)["ended"].eq("in force").sum() for file in files)
    pattern = str(folder / "*.parquet")
    by_polars = polars.scan_parquet(pattern).filter(polars.col("ended") == "in force").collect()
    by_duckdb = duckdb.sql(f"select count(*) from '{pattern}' where ended = 'in force'").fetchall()[0]
    assert in_force == len(by_polars) == by_duckdb[0] > 0


def test_units_are_in_the_file(folder) -> None:
    file = next(iter(folder.glob("*.parquet")))
    columns = json.loads(parquet.read_schema(file).metadata[b"detente.columns"])
    names = [it["name"] for it in columns]
    assert names == parquet.read_schema(file).names
    assert all(it["unit"] and it["what"] for it in columns)
    query = f"select decode(value) from parquet_kv_metadata('{file}') where decode(key) = 'detente.columns'"
    assert json.loads(duckdb.sql(query).fetchall()[0][0]) == columns


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="no Rscript on the path")
def test_the_lines_of_r_that_need_nothing_else() -> None:
    blocks = re.findall(r"```r\n(.*?)```", (ROOT / "docs/tables.md").read_text(), re.DOTALL)
    lines = next(it for it in blocks if "read.csv" in it)
    done = subprocess.run(["Rscript", "-e", lines], cwd=ROOT, capture_output=True, text=True, check=True)
    rows = list(csv.DictReader((TABLES / "futures.csv").open()))
    heads, counts, mean, unit = done.stdout.strip().splitlines()
    ended = Counter(row["ended"] for row in rows)
    assert [int(it) for it in counts.split()] == [ended[word] for word in sorted(ended)]
    assert all(word in heads for word in ended) and unit == '[1] "day"'
    told = sum(float(row["payoff_Iran"]) for row in rows) / len(rows)
    assert float(mean.split()[1]) == pytest.approx(told, rel=1e-5)
