"""What the tests themselves stand on."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from support.fake_clock import FakeClock
from support.postgres import Cluster, NoPostgresError


def test_the_clock_stands_until_it_is_moved(clock: FakeClock) -> None:
    before = clock.now()
    assert clock.now() == before
    assert clock.advance(minutes=5) - before == timedelta(minutes=5)


def test_text_without_a_zone_is_the_districts_time() -> None:
    assert FakeClock("2026-11-24 16:50").now().isoformat() == "2026-11-24T08:50:00+00:00"


def test_ids_grow_when_the_clock_goes_back(clock: FakeClock) -> None:
    ids = [clock.new_id() for _ in range(3)]
    clock.advance(days=-1)
    ids += [clock.new_id() for _ in range(3)]
    assert ids == sorted(set(ids))


def test_two_machines_never_give_the_same_id() -> None:
    first, second = FakeClock(), FakeClock()
    assert first.new_id() != second.new_id()
    assert FakeClock(machine=0).new_id() == FakeClock(machine=0).new_id()


def test_a_fresh_database_is_real_and_empty(postgres_url: str) -> None:
    engine = sa.create_engine(postgres_url)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE note (words text)"))
        assert connection.scalar(sa.text("SHOW server_encoding")) == "UTF8"
        assert sa.inspect(connection).get_table_names() == ["note"]
    engine.dispose()


def test_databases_know_nothing_of_each_other(postgres: Cluster) -> None:
    urls = [postgres.new_database(), postgres.new_database()]
    assert len(set(urls)) == 2
    for url in urls:
        postgres.drop_database(url)


def test_a_missing_server_is_a_failure_not_a_skip(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("support.postgres.DEBIAN_SERVERS", Path("/nowhere"))
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(NoPostgresError, match="postgresql"), Cluster():
        pass


def test_nobodys_home_is_touched() -> None:
    assert "home0" in os.environ["XDG_DATA_HOME"]
