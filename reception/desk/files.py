"""Attach a file to a case: type and size are checked, the bytes go to the encrypted file beside the database."""

from pathlib import Path

from reception.desk.desk import Acting
from reception.desk.heic import readable
from reception.domain.clock import Id
from reception.domain.entry import Fact, case_scope
from reception.domain.errors import InvalidInput
from reception.domain.text import clean_line
from reception.store.attachments import Kept, read_source


def attach_facts(acting: Acting, case_id: Id, path: str | None) -> list[Fact]:
    """Store a file, a HEIC photo as JPEG, and return the fact that names it; none when there is no path.

    Raises InvalidInput for a missing file, a type that is not taken, or one over the size limit, Damaged for a photo
    that cannot be opened.
    """
    if not path:
        return []
    source = Path(path)
    if not source.is_file():
        raise InvalidInput(f"找不到文件：{path}", english=f"no such file: {path}", field="file")
    content, name = readable(read_source(source), source.name)
    return [file_fact(acting, case_id, acting.desk.store.attachments.put(content), name)]


def file_fact(acting: Acting, case_id: Id, kept: Kept, name: str) -> Fact:
    """The fact that names an attachment of a case."""
    fields = {
        "sha256": kept.sha256, "name": clean_line(name, "file"), "size": kept.size, "media_type": kept.media_type,
    }  # fmt: skip
    return Fact("file", acting.new_id(), case_scope(case_id), fields)
