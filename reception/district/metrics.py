"""Figures for Prometheus. What the database knows is asked of it at each look; the rest is counted by each process."""

import os
from collections.abc import Iterator

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from sqlalchemy import func, select

from reception.district.devices import devices
from reception.district.office import District
from reception.district.tables import ASIDE, BATCH
from reception.domain.clock import from_text
from reception.sync.messages import Receipt

SHARED = "PROMETHEUS_MULTIPROC_DIR"
"""The variable that names the folder in which several processes share their counters."""


class Metrics:
    """The counters of one server process, and the view over all of them."""

    MEDIA_TYPE = CONTENT_TYPE_LATEST

    def __init__(self, district: District) -> None:
        own = CollectorRegistry()
        self._requests = Counter("reception_requests", "Requests", ["path", "status"], registry=own)
        self._seconds = Histogram("reception_request_seconds", "Seconds to an answer", ["path"], registry=own)
        self._bytes = Counter("reception_bytes", "Bytes of bodies", ["way"], registry=own)
        self._entries = Counter("reception_entries_taken", "Entries taken in", registry=own)
        self._aside = Counter("reception_entries_set_aside", "Entries set aside on arrival", registry=own)
        self._shown = CollectorRegistry() if SHARED in os.environ else own
        if SHARED in os.environ:
            MultiProcessCollector(self._shown)  # type: ignore[no-untyped-call]
        self._shown.register(_Held(district))

    def answered(self, path: str, status: int, seconds: float, taken: int, given: int) -> None:
        """A request was answered; bytes as they travelled."""
        self._requests.labels(path, status).inc()
        self._seconds.labels(path).observe(seconds)
        self._bytes.labels("in").inc(taken)
        self._bytes.labels("out").inc(given)

    def taken(self, receipt: Receipt) -> None:
        """A push was taken in."""
        self._entries.inc(receipt.taken)
        self._aside.inc(receipt.set_aside)

    def shown(self) -> bytes:
        """All figures as Prometheus reads them."""
        return generate_latest(self._shown)


class _Held(Collector):
    """What the database holds, and how far the devices say they are."""

    def __init__(self, district: District) -> None:
        self._district = district

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """See `prometheus_client`."""
        district = self._district
        with district.database.reading() as conn:
            mine = BATCH.c.district == district.number
            entries, batches = conn.execute(select(func.sum(BATCH.c.size), func.max(BATCH.c.n)).where(mine)).one()
            count = select(func.count()).select_from(ASIDE).where(ASIDE.c.district == district.number)
            aside = conn.execute(count).scalar_one()
        known = [device for device in devices(district) if not device.revoked]
        ages = [(district.clock.now() - from_text(d.last_contact)).total_seconds() for d in known if d.last_contact]
        for name, text, value in (
            ("entries", "Entries held", entries or 0),
            ("batches", "The newest number of the feed", batches or 0),
            ("set_aside", "Entries set aside", aside),
            ("devices", "Enrolled devices", len(known)),
            ("devices_behind", "Devices that said they hold more than has arrived", sum(not d.all_here for d in known)),
            ("entries_waiting", "Entries that devices said they still have to send", sum(d.waiting for d in known)),
            ("longest_silence_seconds", "Since the device that was silent longest called", max(ages, default=0)),
        ):
            yield GaugeMetricFamily(f"reception_{name}", text, value=value)
