"""The reference constants that come with the program: the one place that reads `resources/reference`."""

import json
from functools import cache
from importlib import resources
from typing import Any


@cache
def reference(name: str) -> Any:
    """The content of `resources/reference/<name>.json`, read once. Callers must not change it."""
    return json.loads((resources.files("resources") / "reference" / f"{name}.json").read_text("utf-8"))
