"""What a source is asked, as SQL: one statement gives the rows of every child, so that all are of one and the same time.

The statement is made with SQLAlchemy for the dialect of the source. Every row has the same columns: the child, the table,
the number of the row in its file, and the cells as text. A row finds its child by the person in it, or by its period of
care, which an episode gives to a person. Ids are compared and put in order letter by letter, as Python does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, Text, Unicode, and_, case, cast, column, func, literal, null, or_, select, union_all
from sqlalchemy import table as sql_table

from lacreview_rules.sources.ssd.layout import EPISODES, MOST_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.engine import Dialect

    from lacreview_rules.sources.ssd.tables_found import FoundTable, SourceTable

_BYTE_ORDER = {"postgresql": "C", "mssql": "Latin1_General_BIN2"}
"""By dialect, the collation that puts text in order letter by letter; the others do so anyway."""
_ISO_STYLE = 126  # of SQL Server's CONVERT: 2025-05-01T00:00:00
_LONGEST = {"mssql": 4000, "oracle": 4000}


class Statements:
    """The statements for the tables that a source has.

    Args:
        found: the tables, by the name that the SSD gives each.
        dialect: the SQL that the source understands.
    """

    def __init__(self, found: Mapping[str, FoundTable], dialect: Dialect) -> None:
        self._found = found
        self._dialect = dialect.name
        self.names = tuple(found)

    def of_all_children(self) -> Any:
        """The rows of all tables, those of a child together; rows that belong to no child have none."""
        parts = [self._rows(number, one) for number, one in enumerate(self._found.values())]
        every = union_all(*parts).subquery("ssd_rows")
        return select(every).order_by(every.c.child)

    def dates(self, name: str, key: str) -> Any:
        """How many rows hold each date that a column of a table does."""
        found = self._found[name]
        rows = self._source(found).alias("t")
        day = self._text(rows, found, key)
        dates = select(day.label("day")).select_from(rows).subquery("ssd_dates")
        return select(dates.c.day, func.count()).group_by(dates.c.day)

    def words(self, name: str, *keys: str) -> Any:
        """What stands in some columns of a table, each combination once."""
        found = self._found[name]
        rows = self._source(found).alias("t")
        return select(*(self._text(rows, found, key).label(key) for key in keys)).select_from(rows).distinct()

    def probe(self, name: str) -> Any:
        """No row of a table, but all that is read of it: it fails where the table may not be read."""
        found = self._found[name]
        rows = self._source(found).alias("t")
        return select(*(rows.c[called] for called in found.columns.values())).select_from(rows).where(literal(1) == literal(0))

    @staticmethod
    def filled_cells(source: SourceTable, name: str) -> Any:
        """How many rows of a table have anything in a column."""
        rows = sql_table(source.known_as or source.name, column(name), schema=source.schema)
        return select(func.count(rows.c[name])).select_from(rows)

    def _source(self, found: FoundTable) -> Any:
        row = [] if found.source.row is None else [found.source.row]
        names: list[str] = list(dict.fromkeys([*found.columns.values(), *row]))
        return sql_table(found.source.known_as or found.source.name, *(column(name) for name in names), schema=found.source.schema)

    def _key(self, column_of: Any) -> Any:
        """An id as text: without spaces around it, a whole number without its .0 or .00, and nothing where it is empty."""
        text: Any = func.ltrim(func.rtrim(cast(column_of, self._string())))
        if self._dialect == "sqlite":
            short = func.rtrim(text, "0")
            whole = func.rtrim(short, ".")
            text = case((and_(text.like("%_.%0"), short.like("%_."), whole.op("NOT GLOB")("*[^0-9]*")), whole), else_=text)
        elif self._dialect == "postgresql":  # DuckDB too; others write a whole number as such
            text = func.regexp_replace(text, r"^([0-9]+)\.0+$", r"\1")
        key = func.nullif(text, "")
        collation = _BYTE_ORDER.get(self._dialect)
        return key if collation is None else key.collate(collation)

    def _string(self) -> Any:
        longest = _LONGEST.get(self._dialect)
        return Unicode(longest) if longest else Text()

    def _text(self, rows: Any, found: FoundTable, key: str) -> Any:
        if key not in found.columns:
            return cast(null(), self._string())
        name = found.columns[key]
        if found.table.columns[key].date and found.source.columns[name] == "date":
            if self._dialect == "mssql":
                return func.convert(column("NVARCHAR(40)", is_literal=True), rows.c[name], _ISO_STYLE)
            if self._dialect == "oracle":
                return func.to_char(rows.c[name], 'YYYY-MM-DD"T"HH24:MI:SS')
        return cast(rows.c[name], self._string())

    def _rows(self, number: int, found: FoundTable) -> Any:
        rows = self._source(found).alias("t")
        child, joined = self._child(rows, found)
        cells = [self._text(rows, found, column.key) for column in found.table.cells]
        cells += [cast(null(), self._string())] * (MOST_COLUMNS - len(cells))
        row = cast(rows.c[found.source.row], Integer) if found.source.row else cast(null(), Integer)
        named = [cell.label(f"c{place}") for place, cell in enumerate(cells)]
        found_rows = select(child.label("child"), literal(number).label("kind"), row.label("line"), *named)
        found_rows = found_rows.select_from(joined)
        if found.table.of_all:
            episodes = self._source(self._found[EPISODES]).alias("e")
            theirs = self._key(episodes.c[self._found[EPISODES].columns["person"]])
            # a row that names nobody may be of one of them, and is told
            found_rows = found_rows.where(or_(child.is_(None), child.in_(select(theirs).select_from(episodes))))
        return found_rows

    def _child(self, rows: Any, found: FoundTable) -> tuple[Any, Any]:
        """The child that a row belongs to, and the rows joined with what it takes to know."""
        ways: list[Any] = []
        joined = rows
        for way in found.table.by:
            if way == "person" and "person" in found.columns:
                ways.append(self._key(rows.c[found.columns["person"]]))
            elif way == "period" and "period" in found.columns and "period" in self._found[EPISODES].columns:
                periods = self._periods()
                joined = joined.outerjoin(periods, periods.c.period == self._key(rows.c[found.columns["period"]]))
                ways.append(periods.c.person)
        if not ways:
            return cast(null(), self._string()), joined
        return (ways[0] if len(ways) == 1 else func.coalesce(*ways)), joined

    def _periods(self) -> Any:
        """Whose each period of care is; one that two children have is nobody's."""
        found = self._found[EPISODES]
        episodes = self._source(found).alias("e")
        period, person = self._key(episodes.c[found.columns["period"]]), self._key(episodes.c[found.columns["person"]])
        each = select(period.label("period"), person.label("person")).select_from(episodes).subquery("ssd_each")
        whose = case((func.min(each.c.person) == func.max(each.c.person), func.min(each.c.person)))
        return (
            select(each.c.period, whose.label("person")).where(each.c.period.is_not(None)).group_by(each.c.period).subquery("ssd_periods")
        )
