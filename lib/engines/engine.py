"""What a workspace asks of the engine behind it, whichever that is."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Parameters = Mapping[str, Any]


class Engine(Protocol):
    """SQL of the house in, an answer out; ``sql`` names its parameters $name, all are bound."""

    @property
    def engine(self) -> str:
        """Its name and version, for readers who want to see where a number comes from."""

    def rows(self, sql: str, parameters: Parameters | None = None) -> list[tuple[Any, ...]]: ...

    def row(self, sql: str, parameters: Parameters | None = None) -> dict[str, Any]: ...

    def frame(self, sql: str, parameters: Parameters | None = None) -> "pd.DataFrame": ...

    def arrays(self, sql: str, parameters: Parameters | None = None) -> "dict[str, np.ndarray]": ...

    def close(self) -> None: ...
