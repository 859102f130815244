"""Writes all-day events as iCalendar, RFC 5545."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LINE = 75  # octets a line may have without its end, RFC 5545 section 3.1


@dataclass(frozen=True, slots=True)
class Day:
    """An event for a calendar: its days, both included, its words, its address, and when they were last told."""

    uid: str
    first: date
    last: date
    title: str
    description: str
    place: str
    url: str
    told_on: datetime


def write(name: str, days: Iterable[Day]) -> str:
    """A calendar of that name; the events take no time of whoever subscribes to it."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Newsroom//Events//EN", "METHOD:PUBLISH"]
    lines.append(f"X-WR-CALNAME:{escape(name)}")
    for day in days:
        lines += _event(day)
    lines.append("END:VCALENDAR")
    return "".join(f"{fold(line)}\r\n" for line in lines)


def _event(day: Day) -> list[str]:
    after = day.last + timedelta(1) if day.last < date.max else day.last  # DTEND is the first day that is not in it
    optional = {"DESCRIPTION": day.description, "LOCATION": day.place}
    return [
        "BEGIN:VEVENT",
        f"UID:{escape(day.uid)}",
        f"DTSTAMP:{day.told_on.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{_digits(day.first)}",
        *([f"DTEND;VALUE=DATE:{_digits(after)}"] if after > day.first else []),
        f"SUMMARY:{escape(day.title)}",
        *(f"{name}:{escape(text)}" for name, text in optional.items() if text),
        f"URL:{day.url}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _digits(day: date) -> str:
    return day.isoformat().replace("-", "")


def escape(text: str) -> str:
    """Text as a value, RFC 5545 section 3.3.11; characters that no line may hold become spaces."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(sign if (sign >= " " and sign != "\x7f") or sign == "\n" else " " for sign in text)
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def fold(line: str) -> str:
    """A line in pieces of at most 75 octets, none of which parts a character."""
    pieces, size = [""], 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > LINE:
            pieces.append(" ")
            size = 1
        pieces[-1] += sign
        size += octets
    return "\r\n".join(pieces)
