"""Time expressions in news text with their TIMEX3 values: a small grammar, one module a family of expressions."""

from ..timex import Interval, describe, interval
from .find import Timex, find_dates, names_calendar_time, resolve

__all__ = ["Interval", "Timex", "describe", "find_dates", "interval", "names_calendar_time", "resolve"]
