"""Every metric file asked of 100,000 orders on Apache Spark and on DuckDB."""

from pathlib import Path

import pytest

from lib.engines.sql_files import sql_text
from lib.workspace import open_workspace
from tests.spark.questions import METRIC_FILES, questions

pytest.importorskip("pyspark", reason="Spark is not installed here; make test-spark installs it")

from tests.spark.parity import compare
from tests.spark.shops import OnBoth, shop_in_warehouse


@pytest.mark.parametrize("name", METRIC_FILES)
def test_a_large_shop_has_the_same_answer_on_both_engines(name: str, large: OnBoth) -> None:
    compare(large, name, sql_text(f"metrics/{name}"), next(questions(name)))


def test_names_of_products_follow_from_the_products(large: OnBoth, tmp_path: Path) -> None:
    for table in large.parquet.glob("*.parquet"):
        if table.stem != "product_names":
            (tmp_path / table.name).symlink_to(table)
    folder = shop_in_warehouse(tmp_path / "shop", parquet=str(tmp_path))
    workspace = open_workspace(folder.path)
    assert workspace is not None
    sql = "select * from product_names order by product_id, product_name"
    # Nothing in this shop was ever renamed.
    assert workspace._database.rows(sql) == large.duck.rows(sql)
    workspace.close()
