"""What a form offers while one types: compounds, categories and units, ranked by how this room uses them."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import Connection, func, select

from reception.desk.desk import Desk
from reception.desk.office import Detail, Office
from reception.domain.address import Address, AddressBook
from reception.domain.categories import SEPARATOR, Categories, Category
from reception.domain.pinyin import initials
from reception.domain.suggesting import Learnt, because, suggest
from reception.domain.text import half_width
from reception.store.tables import CaseRow

RECENT = 5000
"""Cases that tell what this room uses: the newest."""

LEARNT_FROM = 2000
"""Cases that suggestions are learnt from: the newest."""

MOST = 9


@dataclass(frozen=True, slots=True)
class CompoundChoice:
    """A compound with its buildings as (number, how many entrances), and the names of what it belongs to."""

    code: str
    name: str
    aliases: tuple[str, ...]
    grid: str
    project: str
    property: str
    buildings: tuple[tuple[str, int], ...]
    letters: tuple[str, ...]
    used: int


@dataclass(frozen=True, slots=True)
class CategoryChoice:
    """A category and how often this room chose it."""

    category: Category
    letters: tuple[str, ...]
    used: int


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit and how often this room handed it a case."""

    code: str
    name: str
    kind: str
    phone: str
    letters: tuple[str, ...]
    used: int


@dataclass(frozen=True, slots=True)
class Lesson:
    """What the room's choices teach, of cases after `after` (a local key) to `last`."""

    after: int
    last: int
    learnt: Learnt


@dataclass(frozen=True)
class Choices:
    """All that can be chosen, most used first. A value: read once, then asked on any thread, quickly."""

    compounds: tuple[CompoundChoice, ...]
    categories: tuple[CategoryChoice, ...]
    units: tuple[UnitChoice, ...]
    tree: Categories
    book: AddressBook
    units_of: Mapping[str, tuple[str, ...]]
    learnt: Learnt = field(default_factory=Learnt)

    def find_compounds(self, typed: str, most: int = MOST) -> list[CompoundChoice]:
        """By name, alias, code or initials; everything, most used first, while nothing is typed."""
        return _ranked(self.compounds, typed, lambda each: (each.name, *each.aliases, each.code), most)

    def find_categories(self, typed: str, words: str = "", most: int = MOST) -> list[CategoryChoice]:
        """By name, group, English name or initials; while nothing is typed, those the words suggest come first."""
        if typed.strip():
            return _ranked(self.categories, typed, _category_names, most)
        suggested = [category.path for category in self.suggest(words)]
        first = [self._by_path[path] for path in suggested if path in self._by_path]
        return [*first, *(each for each in self.categories if each.category.path not in suggested)][:most]

    def suggest(self, words: str, most: int = 3) -> list[Category]:
        """What the words seem to be about, best first; nothing for no words."""
        return suggest(self.tree, self.learnt, words, most) if words.strip() else []

    def because(self, words: str, category: str) -> list[str]:
        """What of the words speaks for a category."""
        return because(self.tree, self.learnt, words, category)

    def find_units(self, typed: str, category: str = "", most: int = MOST) -> list[UnitChoice]:
        """By name, code or initials; while nothing is typed, those that had this category before come first."""
        if typed.strip():
            return _ranked(self.units, typed, lambda each: (each.name, each.code), most)
        codes = self.units_of.get(category, ())
        known = {unit.code: unit for unit in self.units}
        first = [known[code] for code in codes if code in known]
        return [*first, *(unit for unit in self.units if unit.code not in codes)][:most]

    def likely_unit(self, category: str) -> UnitChoice | None:
        """The unit that had this category most often here; None while nobody had it."""
        return next(iter(self.find_units("", category)), None) if self.units_of.get(category) else None

    def compound(self, code: str) -> CompoundChoice | None:
        """A compound by its code."""
        return next((each for each in self.compounds if each.code == code), None)

    def unit(self, code: str) -> UnitChoice | None:
        """A unit by its code."""
        return next((each for each in self.units if each.code == code), None)

    def place(self, text: str) -> Address:
        """An address typed in one line."""
        return self.book.parse(text)

    @property
    def _by_path(self) -> Mapping[str, CategoryChoice]:
        return {each.category.path: each for each in self.categories}


T = TypeVar("T", CompoundChoice, CategoryChoice, UnitChoice)


def choices(desk: Desk) -> Choices:
    """Read what can be chosen in this room."""
    with desk.read() as conn:
        office = desk.office(conn)
        categories, compounds, pairs = _used(conn)
    tree = office.categories
    units: Counter[str] = Counter()
    of_category: dict[str, Counter[str]] = {}
    for (category, unit), count in pairs.items():
        units[unit] += count
        of_category.setdefault(category, Counter())[unit] += count
    return Choices(
        _most_used(_compound(office, code, compounds[code]) for code in office.all("compound")),
        _most_used(CategoryChoice(each, initials(each.name), categories[each.path]) for each in tree.all),
        _most_used(_unit(code, each, units[code]) for code, each in office.all("unit").items()),
        tree,
        office.addresses,
        {category: tuple(code for code, _ in counts.most_common(MOST)) for category, counts in of_category.items()},
    )


def lesson(desk: Desk, after: int = 0) -> Lesson:
    """What this room's newest cases teach of the categories chosen for them, of those after a local key.

    A category that is corrected later is learnt at the next start.
    """
    with desk.read() as conn:
        last = int(conn.execute(select(func.max(CaseRow.n))).scalar() or 0)
        query = select(CaseRow.words, CaseRow.category).where(
            CaseRow.n > max(after, last - LEARNT_FROM), CaseRow.undone == 0, CaseRow.category != ""
        )
        examples = [(str(words), str(category)) for words, category in conn.execute(query)]
    return Lesson(after, last, Learnt.of(examples))


def _used(conn: Connection) -> tuple[Counter[str], Counter[str], Counter[tuple[str, str]]]:
    """Categories, compounds, and (category, unit) of the newest cases."""
    newest = select(func.max(CaseRow.n)).scalar_subquery()
    columns = (CaseRow.category, CaseRow.compound, CaseRow.unit)
    query = (
        select(*columns, func.count().label("times"))
        .where(CaseRow.n > newest - RECENT, CaseRow.undone == 0)
        .group_by(*columns)
    )
    categories: Counter[str] = Counter()
    compounds: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for category, compound, unit, times in conn.execute(query):
        categories[category] += times
        compounds[compound] += times
        if unit:
            pairs[category, unit] += times
    return categories, compounds, pairs


def _compound(office: Office, code: str, used: int) -> CompoundChoice:
    fields = office.all("compound")[code]
    name, aliases = str(fields.get("name") or code), tuple(map(str, fields.get("aliases") or ()))
    buildings = tuple(
        (str(each.get("no", "")), int(each.get("entrances") or 0)) for each in fields.get("buildings") or ()
    )
    letters = tuple(way for each in (name, *aliases) for way in initials(each))
    grid, project, company = (
        str(office.all(kind).get(str(fields.get(field)), {}).get("name") or fields.get(field) or "")
        for kind, field in (("grid", "grid"), ("project", "project"), ("unit", "property"))
    )
    return CompoundChoice(code, name, aliases, grid, project, company, buildings, letters, used)


def _unit(code: str, fields: Detail, used: int) -> UnitChoice:
    name = str(fields.get("name") or code)
    return UnitChoice(
        code, name, str(fields.get("kind") or ""), str(fields.get("phone") or ""), initials(name), used
    )  # fmt: skip


def _most_used(found: Iterable[T]) -> tuple[T, ...]:
    return tuple(sorted(found, key=lambda each: -each.used))


def _category_names(each: CategoryChoice) -> tuple[str, ...]:
    category = each.category
    *groups, leaf = category.path.split(SEPARATOR)
    return leaf, *groups, category.english.rpartition(SEPARATOR)[2], *category.keywords


def _ranked(known: Sequence[T], typed: str, names: Callable[[T], Sequence[str]], most: int) -> list[T]:
    """Those that answer to what was typed: names that begin with it, initials, names that hold it; then by use."""
    wanted = half_width(typed).casefold().replace(" ", "")
    ranks = [(_rank(wanted, names(each), each.letters), place) for place, each in enumerate(known)]
    return [known[place] for rank, place in sorted(ranks) if rank < _NO_MATCH][:most]


_NO_MATCH = 9


def _rank(wanted: str, names: Sequence[str], letters: Sequence[str]) -> int:
    plain = [name.casefold().replace(" ", "") for name in names]
    tests = (
        any(name.startswith(wanted) for name in plain[:1]),
        any(way.startswith(wanted) for way in letters),
        any(name.startswith(wanted) for name in plain[1:]),
        any(wanted in name for name in plain),
        any(wanted in way for way in letters),
    )
    return next((rank for rank, fits in enumerate(tests) if fits), _NO_MATCH)
