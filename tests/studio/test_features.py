"""PySide reads no module's source in vain."""

import subprocess
import sys

from tests.studio.command import ROOT

AFTERWARDS = """
import linecache
from studio import features
assert features.look_for_none(), "this PySide goes about it in another way"
from PySide6.QtCore import QObject
read = set(linecache.cache)
import studio.errands, wave
assert QObject().objectName() == ""
assert set(linecache.cache) == read, set(linecache.cache) - read
"""


def test_what_is_imported_after_qt_is_not_read_once_more() -> None:
    done = subprocess.run([sys.executable, "-c", AFTERWARDS], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
