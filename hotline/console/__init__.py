"""The console: pages for officers and managers. What they do is done by other packages; here it is only shown."""

from hotline.console.console import Console
from hotline.console.routes import add_console

__all__ = ["Console", "add_console"]
