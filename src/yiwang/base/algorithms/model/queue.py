"""Whose turn it is: calls of slow models by priority, none forgotten."""

from __future__ import annotations

from typing import Final

import msgspec

#: The longest that anybody may ask to wait, seconds.
MOST_WAIT: Final = 120.0
#: Seconds of waiting that are worth one step of priority: nobody waits for ever behind those who come later.
AGEING: Final = 5.0
#: So many calls may wait, of all processes together.
LONGEST: Final = 200


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """A call: whose, for what, how urgent (0 is first), and for how many seconds its answer is of use."""

    client: str
    task: str
    priority: int
    within: float

    @property
    def lead(self) -> float:
        """Return what is added to the time a call came to get its rank: who has the least rank goes first.

        Everyone ages alike, so the order of two calls never changes.
        """
        return self.priority * AGEING
