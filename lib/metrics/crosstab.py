"""Do groups differ in an attribute? Counts against what chance would give, corrected for many."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

UNKNOWN = ""
OTHER = "\u2026"
FEWEST_SHOWN = 10
FEWEST_EXPECTED = 5
MOST_LEVELS = 10
LARGEST_Q = 0.05


@dataclass(frozen=True)
class Crosstab:
    """Counts of groups (rows) by levels of an attribute (columns), and what they mean.

    Where ``is_hidden`` holds, fewer than ten customers stand behind a cell and none of its numbers
    is to be shown.
    """

    rows: tuple[str, ...]
    levels: tuple[str, ...]
    """ "" is unknown, kept as a level of its own."""
    counts: npt.NDArray[np.int64]
    lift: Numbers
    """Share of the level in the group / share of the level in all; 1 = as everywhere."""
    residual: Numbers
    """Distance from chance in standard errors, adjusted for both margins."""
    q_value: Numbers
    """Chance of such a distance, corrected for the number of cells (Benjamini-Hochberg)."""
    chi_square: float
    cramers_v: float

    @property
    def is_hidden(self) -> npt.NDArray[np.bool_]:
        return self.counts < FEWEST_SHOWN

    @property
    def is_notable(self) -> npt.NDArray[np.bool_]:
        """Cells that differ by more than chance and are large enough to be shown."""
        return (self.q_value <= LARGEST_Q) & ~self.is_hidden

    @property
    def of_known(self) -> "Crosstab":
        """The same table without the customers of whom nothing is known."""
        known = [place for place, level in enumerate(self.levels) if level != UNKNOWN]
        if len(known) == len(self.levels):
            return self
        levels = tuple(self.levels[place] for place in known)
        return crosstab_of_counts(self.rows, levels, self.counts[:, known])

    @property
    def coverage(self) -> float | None:
        """Share of the customers whose level is known."""
        total = self.counts.sum()
        if not total or UNKNOWN not in self.levels:
            return 1.0 if total else None
        return 1 - float(self.counts[:, self.levels.index(UNKNOWN)].sum() / total)


def crosstab(
    places: npt.NDArray[np.int64], rows: tuple[str, ...], values: npt.NDArray[np.object_]
) -> Crosstab:
    """Groups by the values of an attribute, the most frequent ten and the rest as one."""
    named = np.array([str(value) if value is not None else UNKNOWN for value in values], object)
    found, inverse = np.unique(named.astype(str), return_inverse=True)
    sizes = np.bincount(inverse, minlength=len(found))
    order = sorted(range(len(found)), key=lambda at: (found[at] == UNKNOWN, -sizes[at], found[at]))
    known = [at for at in order if found[at] != UNKNOWN]
    largest = known[:MOST_LEVELS]
    levels = [str(found[at]) for at in largest]
    column_of = {at: column for column, at in enumerate(largest)}
    if len(known) > len(largest):
        column_of |= dict.fromkeys(known[MOST_LEVELS:], len(levels))
        levels.append(OTHER)
    if UNKNOWN in found:
        column_of[order[-1]] = len(levels)
        levels.append(UNKNOWN)
    columns = np.array([column_of[at] for at in range(len(found))], dtype=np.int64)[inverse]
    counts = np.bincount(places * len(levels) + columns, minlength=len(rows) * len(levels)).reshape(
        len(rows), len(levels)
    )
    return crosstab_of_counts(rows, tuple(levels), counts)


def crosstab_of_counts(
    rows: tuple[str, ...], levels: tuple[str, ...], counts: npt.NDArray[np.int64]
) -> Crosstab:
    """The same for a table that is counted already."""
    total = max(int(counts.sum()), 1)
    row_share = counts.sum(axis=1, keepdims=True) / total
    level_share = counts.sum(axis=0, keepdims=True) / total
    expected = row_share * level_share * total
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.sqrt(expected * (1 - row_share) * (1 - level_share))
        residual = np.where(spread > 0, (counts - expected) / spread, 0.0)
        lift = np.where(expected > 0, counts / expected, 1.0)
        chi_square = float(np.where(expected > 0, (counts - expected) ** 2 / expected, 0).sum())
    smaller = min(int((row_share > 0).sum()), int((level_share > 0).sum())) - 1
    return Crosstab(
        rows=rows,
        levels=levels,
        counts=counts,
        lift=lift,
        residual=residual,
        q_value=benjamini_hochberg(_p_values(counts, expected, residual)),
        chi_square=chi_square,
        cramers_v=float(np.sqrt(chi_square / (total * smaller))) if smaller > 0 else 0.0,
    )


def benjamini_hochberg(p_values: Numbers) -> Numbers:
    """The smallest false discovery rate at which each p-value would count as a finding."""
    flat = p_values.ravel()
    order = np.argsort(flat, kind="stable")
    ranked = flat[order] * len(flat) / np.arange(1, len(flat) + 1)
    adjusted = np.empty_like(flat)
    adjusted[order] = np.minimum(np.minimum.accumulate(ranked[::-1])[::-1], 1.0)
    return adjusted.reshape(p_values.shape)


def _p_values(counts: npt.NDArray[np.int64], expected: Numbers, residual: Numbers) -> Numbers:
    """Two-sided; Fisher's exact test of a cell against the rest where little is expected."""
    from scipy.stats import fisher_exact, norm

    p_values: Numbers = 2 * norm.sf(np.abs(residual))
    in_row, in_level = counts.sum(axis=1), counts.sum(axis=0)
    total = int(counts.sum())
    for row, level in zip(*np.nonzero((expected < FEWEST_EXPECTED) & (expected > 0)), strict=True):
        cell = int(counts[row, level])
        others = total - int(in_row[row]) - int(in_level[level]) + cell
        table = [[cell, int(in_row[row]) - cell], [int(in_level[level]) - cell, others]]
        p_values[row, level] = float(fisher_exact(table)[1])
    return p_values
