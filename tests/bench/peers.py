"""Programs that ours are measured beside: installed on demand into folders of their own, never among our packages."""

import os
import subprocess
import tempfile
import venv
from pathlib import Path


def python_with(*packages: str) -> Path:
    """The Python of a folder that holds these packages (`RECEPTION_PEERS`, default below the temporary folder)."""
    peers = Path(os.environ.get("RECEPTION_PEERS", Path(tempfile.gettempdir()) / "reception-bench-peers"))
    folder = peers / "-".join(packages)
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *packages], check=True)
    return python
