"""The texts of the papers, from `resources/forms/*.toml`; a district lays its own file of the same name over them."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

from reception.domain.errors import InvalidInput

_SHARED = "common"
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class Form:
    """The texts of one paper. A name is written with dots: `labels.room`."""

    texts: Mapping[str, Any]
    folder: Path | None = None

    def text(self, name: str, /, **values: str) -> str:
        """A text, `$name` in it replaced by the values given."""
        found = str(self._found(name))
        return Template(found).safe_substitute(values) if values else found

    def word(self, group: str, code: str) -> str:
        """The word on paper for a code (`urgency`, `emergency`); a code without one is printed as it is."""
        return str(self._found(group).get(code, code))

    def colour(self, name: str) -> tuple[float, float, float]:
        """Red, green and blue, 0 to 1, of a colour written as six hex digits; black when it is not one."""
        written = self.text(name)
        value = int(written, 16) if _COLOUR.fullmatch(written) else 0
        return (value >> 16) / 255, (value >> 8 & 255) / 255, (value & 255) / 255

    def picture(self, name: str) -> bytes:
        """The content of the picture a text names, in the district's folder or beside the program's own texts.

        Empty when none is named or there.
        """
        file = Path(self.text(name)).name
        places = [self.folder, files("resources") / "forms"] if file else []
        found = (place / file for place in places if place is not None and (place / file).is_file())
        return next((path.read_bytes() for path in found), b"")

    def texts_of(self, name: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(map(str, self._found(name)))

    def _found(self, name: str) -> Any:
        found: Any = self.texts
        for step in name.split("."):
            found = found[step]
        return found


def form(name: str, folder: Path | None = None) -> Form:
    """The texts of a paper (`order`) over those all papers share, and the district's own from `folder` over both.

    Raises InvalidInput, naming the file, when one of the district's files cannot be read.
    """
    texts = _shipped(name)
    for each in (_SHARED, name) if folder else ():
        texts = _with_own(texts, folder / f"{each}.toml")  # type: ignore[operator]
    return Form(texts, folder)


@cache
def _shipped(name: str) -> Mapping[str, Any]:
    shared, own = (
        tomllib.loads((files("resources") / "forms" / f"{each}.toml").read_text("utf-8")) for each in (_SHARED, name)
    )
    return _laid_over(shared, own)


def _with_own(texts: Mapping[str, Any], own: Path) -> Mapping[str, Any]:
    if not own.is_file():
        return texts
    try:
        return _laid_over(texts, tomllib.loads(own.read_text("utf-8-sig")))
    except (OSError, ValueError) as error:
        raise InvalidInput(
            f"表样 {own} 读不出来：{error}。请改正，或删去它以用自带的表样",
            english=f"the form {own} cannot be read: {error}: correct it, or delete it to use the program's own",
            field="forms",
        ) from error


def _laid_over(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The base with other texts in place of its own; groups are merged, unknown names do no harm."""
    merged = dict(base)
    for name, value in own.items():
        below = base.get(name)
        if below is not None and type(below) is not type(value):
            raise ValueError(f"{name} = {value!r}")
        merged[name] = _laid_over(below, value) if isinstance(below, Mapping) else value
    return merged
