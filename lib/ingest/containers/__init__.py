"""Files inside files: unpacked to disk, streaming, with limits instead of patience."""

from lib.ingest.containers.expand import Expanded, expand
from lib.ingest.containers.gzip_files import unpacked

__all__ = ["Expanded", "expand", "unpacked"]
