"""Makes the three invented shops and their truths: ``python -m sample_data.make_samples``."""

import argparse
import json
from pathlib import Path

from sample_data import coffee_thailand, cosmetics_vietnam, gifts_uk

HERE = Path(__file__).resolve().parent
TRUTHS_FILE = "planted_truths.json"


def make_samples(folder: Path) -> None:
    """Write every export file and planted_truths.json into the folder."""
    truths = {
        "coffee_th": coffee_thailand.build(folder),
        "cosmetics_vn": cosmetics_vietnam.build(folder),
        "gifts_uk": gifts_uk.build(folder),
    }
    text = json.dumps(truths, ensure_ascii=False, indent=2) + "\n"
    (folder / TRUTHS_FILE).write_bytes(text.encode("utf-8"))


def main() -> None:
    """Make the samples here, or in another folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=HERE, help="where to write")
    make_samples(parser.parse_args().folder)


if __name__ == "__main__":
    main()
