"""A shop whose orders live in a warehouse: the SQL of the house, run by Apache Spark.

Only answers travel. Optional, with requirements-spark.txt: imported where such a shop is opened.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession

from lib.engines.duck import Database, QueryFailed, arrow_answer
from lib.engines.spark_sql import spark_sql
from lib.engines.sql_files import sql_text
from lib.errors import ShopRefused
from lib.i18n import _

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Parameters = Mapping[str, Any]
Answer = TypeVar("Answer")

# Numbers are the same under any other setting of the cluster; nothing is drawn, served or logged.
OPTIONS = {
    "spark.app.name": "Bright Spots",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.sql.ansi.enabled": "true",
}
# A Spark of this machine listens to this machine only.
LOCAL_OPTIONS = {"spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}

# Beginnings of the names of errors that are about Spark as a whole, not about a question.
OF_STARTING = ("JAVA_GATEWAY_EXITED", "SESSION_OR_CONTEXT_EXISTS", "INVALID_CONF_VALUE")

ANSWER = "select * from answer"

_starting = Lock()


class SparkFailed(ShopRefused):
    """Spark does not start or does not answer."""

    code = "spark_failed"


class Warehouse:
    """The tables of one shop in a Spark session of its own; read-only."""

    def __init__(self, session: SparkSession) -> None:
        self.session = session
        self.engine = f"Apache Spark {session.version}"
        self._kept: list[DataFrame] = []

    def rows(self, sql: str, parameters: Parameters | None = None) -> list[tuple[Any, ...]]:
        """The answer as Python tuples; money stays Decimal, days stay date."""
        return self._read(sql, parameters, lambda answer: answer.rows(ANSWER))

    def row(self, sql: str, parameters: Parameters | None = None) -> dict[str, Any]:
        """The single row of the answer, by column name."""
        return self._read(sql, parameters, lambda answer: answer.row(ANSWER))

    def frame(self, sql: str, parameters: Parameters | None = None) -> "pd.DataFrame":
        """The answer as display material: DECIMAL arrives as float, so never sum money from it."""
        return self._read(sql, parameters, lambda answer: answer.frame(ANSWER))

    def arrays(self, sql: str, parameters: Parameters | None = None) -> "dict[str, np.ndarray]":
        """The answer as one numpy array per column."""
        return self._read(sql, parameters, lambda answer: answer.arrays(ANSWER))

    def give(self, name: str, table: DataFrame, *, is_kept: bool = False) -> None:
        """Let SQL files read a table under its name; a kept one is computed only once."""
        if is_kept:
            self._kept.append(table.persist())
        table.createOrReplaceTempView(name)

    def mart(self, name: str) -> DataFrame:
        """The rows of ``lib/sql/marts/<name>.sql`` from the tables given so far."""
        return self.session.sql(spark_sql(sql_text(f"marts/{name}")))

    def close(self) -> None:
        """Let go of what Spark keeps for this shop; the process may serve other shops."""
        with our_errors():
            for table in self._kept:
                table.unpersist()

    def _read(
        self, sql: str, parameters: Parameters | None, read: Callable[[Database], Answer]
    ) -> Answer:
        names = set(re.findall(r"\$([a-z_][a-z0-9_]*)", sql))
        bound = {name: value for name, value in (parameters or {}).items() if name in names}
        days = frozenset(name for name, value in bound.items() if isinstance(value, date))
        values = {name: _value(value) for name, value in bound.items()}
        with our_errors():
            found = self.session.sql(spark_sql(sql, days), args=values).toArrow()
        with arrow_answer(found) as answer:
            return read(answer)


def open_session(master: str, options: Mapping[str, str], time_zone: str) -> SparkSession:
    """A session of its own at a Spark master such as "local[2]"; moments are read as ``time_zone``.

    Raises SparkFailed when there is no such Spark, or this process speaks to another one already.
    """
    wanted = OPTIONS | (LOCAL_OPTIONS if master.startswith("local") else {}) | dict(options)
    with _starting, our_errors():
        builder = SparkSession.builder.master(master)
        for name, value in wanted.items():
            builder = builder.config(name, value)
        first = builder.getOrCreate()
        if first.sparkContext.master != master:
            raise SparkFailed(
                _("Another Spark is in use."),
                _("This app speaks to {ours}, the shop wants {theirs}.").format(
                    ours=first.sparkContext.master, theirs=master
                ),
                _("Start the app again and open this shop first, or give both the same master."),
            )
        session = first.newSession()
        session.conf.set("spark.sql.session.timeZone", time_zone)
        session.conf.set("spark.sql.execution.arrow.pyspark.enabled", "true")
        if "spark.sql.shuffle.partitions" in wanted:
            session.conf.set("spark.sql.shuffle.partitions", wanted["spark.sql.shuffle.partitions"])
        return session


@contextmanager
def our_errors() -> Iterator[None]:
    """Turn Spark's errors into sentences of ours; theirs may quote customers' rows."""
    try:
        yield
    except (Py4JError, PySparkException, OSError) as error:
        if _is_of_sql(error):
            raise QueryFailed(
                _("Spark refused a question of the app."),
                _("Reason: {kind}.").format(kind=_condition(error)),
                _("Please report this; your data is unchanged."),
            ) from error
        raise SparkFailed(
            _("Spark does not answer."),
            _("Reason: {kind}.").format(kind=_condition(error)),
            _(
                "Check that Java 17 or newer is there, that the master in shop.toml runs, and that"
                " driver_memory and time_zone there are right; then start the app again."
            ),
        ) from error


def _is_of_sql(error: Exception) -> bool:
    return isinstance(error, PySparkException) and not _condition(error).startswith(OF_STARTING)


def _condition(error: Exception) -> str:
    """The name of an error class, which holds nothing of anybody's data."""
    named = error.getCondition() if isinstance(error, PySparkException) else None
    return named or type(error).__name__


def _value(value: Any) -> Any:
    """A parameter as Spark takes it: a list as JSON text, a numpy number as a plain one."""
    if isinstance(value, list | tuple):
        return json.dumps(list(value), ensure_ascii=False)
    return value.item() if hasattr(value, "item") else value
