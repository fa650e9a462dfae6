"""`python -m tests.soak`: every long run. SHOTLOOM_SOAK_SCALE=0.01 shortens them."""

import sys
from pathlib import Path

import pytest

sys.exit(pytest.main([str(Path(__file__).parent), "-s", "--timeout=0", *sys.argv[1:]]))
