"""The example for Spark, where PySpark and Java are: `.ci/more` has an environment of its own for it, as Spark asks for an older pandas.

Set `PYSPARK_PYTHON` to the Python to be used, and install the extra `spark` there. That Spark gives the rows of one process for very many
children is for `tests/benchmarks/clusters.py`, which is run there too.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[3] / "examples" / "on_spark.py"


def test_spark_gives_the_same_due_dates() -> None:
    """Issue: it runs unchanged in PySpark `mapInArrow`, in local mode. The example fails if a single due date differs."""
    pytest.importorskip("pyspark")
    if shutil.which("java") is None:
        pytest.skip("there is no Java")
    environment = {**os.environ, "PYSPARK_PYTHON": os.environ.get("PYSPARK_PYTHON", sys.executable)}
    done = subprocess.run([sys.executable, str(EXAMPLE)], capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "900 reviews of 300 children, the same on Spark as one child at a time" in done.stdout
