"""The oracles import one another from the top of the project, as `python -m tests.oracles.agree` does."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
