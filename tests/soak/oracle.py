"""What had to be told, computed a second time by plain loops over the facts of a life.

It shares no code with ``domain.reminders``, ``domain.stages`` or ``domain.quiet``.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from assistant.domain.calendar import BEIJING
from tests.soak.life import MovingZone, Version

Told = tuple[str, date, str]
"""A due's key, its day, a stage."""
Subject = tuple[str, date]


_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass
class Oracle:
    """Knows what was told and what is due to be told."""

    plan: str
    quiet: tuple[str, str]
    told: dict[Subject, set[str]] = field(default_factory=dict)
    order: dict[Subject, str] = field(default_factory=dict)  # the newest told stage
    snoozed: dict[Subject, datetime] = field(default_factory=dict)
    muted: set[Subject] = field(default_factory=set)
    known: dict[tuple[date, str, date | None], list[tuple[str, datetime]]] = field(
        default_factory=dict
    )

    def expected(
        self, versions: dict[int, Version], now: datetime, zone: MovingZone
    ) -> dict[Told, datetime]:
        """What is to be told at ``now``, with the instant since which it could be."""
        found: dict[Told, datetime] = {}
        release = _release(self.quiet, now, zone)
        for number, version in versions.items():
            if version.loan is None or version.paid:
                continue
            key, on = f"loan:{number}:1", version.loan.first_due
            if (key, on) in self.muted:
                continue
            cutoff = _cutoff(on)
            told = self.told.get((key, on), set())
            come = [
                (stage, at)
                for stage, at in self.stages(version, zone, now)
                if version.loan.dated_at <= at <= now and stage not in told
            ]
            if release is not None and (cutoff <= now or release + timedelta(hours=3) <= cutoff):
                come = []
            until = self.snoozed.get((key, on))
            if come:
                stage, at = come[-1]
                found[key, on, stage] = at
            elif until is not None and until <= now:
                found[key, on, self.order[key, on]] = until
        return found

    def stages(
        self, version: Version, zone: MovingZone, now: datetime
    ) -> list[tuple[str, datetime]]:
        """All stages of a due until two days after ``now``, earliest first."""
        assert version.loan is not None
        on = version.loan.first_due
        today, late = now.astimezone(UTC).date(), now >= _cutoff(on)
        name = (on, zone.zone.key, today if late else None)
        if name not in self.known:
            self.known[name] = self._stages(on, zone, today if late else None)
        return self.known[name]

    def _stages(self, on: date, zone: tzinfo, late: date | None) -> list[tuple[str, datetime]]:
        cutoff, found = _cutoff(on), []
        for part in self.plan.split(","):
            name, _, at = part.partition("@")
            if name == "cutoff":
                found.append((name, cutoff - timedelta(hours=int(at or 3))))
            elif name == "overdue" and late is not None:
                day = max(cutoff.astimezone(zone).date(), late - timedelta(days=35))
                while day <= late + timedelta(days=3):
                    when = _local(day, at or "09:00", zone)
                    if when >= cutoff:
                        found.append((f"overdue-{day}", when))
                    day += timedelta(days=1)
            elif name != "overdue":
                found.append((name, _before(name, at, on, cutoff, zone)))
        return sorted(found, key=lambda row: row[1])

    def quiet_ended(self, now: datetime, zone: MovingZone) -> datetime:
        """When the last quiet hours ended; long ago where there are none."""
        today = now.astimezone(zone).date()
        ends = [
            _local(today - timedelta(days=back), self.quiet[1] or "00:00", zone) for back in (0, 1)
        ]
        return max(end for end in ends if end <= now) if all(self.quiet) else _LONG_AGO

    def next_time(self, versions: dict[int, Version], now: datetime, zone: MovingZone) -> datetime:
        """The next instant at which something may have to be told, at most a day ahead."""
        times = [now + timedelta(days=1)]
        for version in versions.values():
            if version.loan is not None and not version.paid:
                times.append(_cutoff(version.loan.first_due))
                times.extend(at for _, at in self.stages(version, zone, now))
        times.extend(self.snoozed.values())
        release = _release(self.quiet, now, zone)
        if release is not None:
            times.append(release)
        return min(at for at in times if at > now)

    def record(self, versions: dict[int, Version], now: datetime, zone: MovingZone) -> None:
        """What was to be told at ``now`` was told, older stages with it."""
        for key, on, stage in self.expected(versions, now, zone):
            version = versions[int(key.split(":")[1])]
            assert version.loan is not None
            told = self.told.setdefault((key, on), set())
            come = [name for name, at in self.stages(version, zone, now) if at <= now]
            if stage in come and stage not in told:
                told.update(come)
            self.order[key, on] = stage
            if self.snoozed.get((key, on), now) <= now:
                self.snoozed.pop((key, on), None)


def _cutoff(on: date) -> datetime:
    return datetime.combine(on + timedelta(days=1), time(), BEIJING)


def _local(day: date, clock: str, zone: tzinfo) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), zone).astimezone(UTC)


def _before(name: str, clock: str, on: date, cutoff: datetime, zone: tzinfo) -> datetime:
    days = {"day": 0, "eve": 1}[name] if name in ("day", "eve") else int(name[1:])
    usual = {"day": "07:30", "eve": "18:00"}.get(name, "09:00")
    day = on - timedelta(days=days)
    while _local(day, clock or usual, zone) >= cutoff:
        day -= timedelta(days=1)
    return _local(day, clock or usual, zone)


def _release(quiet: tuple[str, str], now: datetime, zone: tzinfo) -> datetime | None:
    """The end of the quiet hours around ``now``."""
    if not all(quiet) or quiet[0] == quiet[1]:
        return None
    local = now.astimezone(zone)
    clock = f"{local:%H:%M}"
    begin, end = quiet
    if begin < end:
        inside, later = begin <= clock < end, 0
    else:
        inside, later = clock >= begin or clock < end, int(clock >= begin)
    release = _local(local.date() + timedelta(days=later), end, zone)
    return release if inside and release > now else None
