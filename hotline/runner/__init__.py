"""Everything on one machine: the embedded servers and the Procfile's processes, kept running until told to stop."""

from hotline.runner.run import run

__all__ = ["run"]
