"""Services that are not ours: who is left alone, and who is not."""

from __future__ import annotations

import asyncio

from tests.support.answering import Answering, Handler, running

from yiwang.infra.outside import Outside, origin_of


class _Dawdling(Handler):
    server: Answering

    def get(self) -> None:
        self.server.released.wait(30)
        self.say(200)


async def test_who_goes_away_before_the_answer_says_nothing_against_the_service():
    with running(Answering(_Dawdling)) as server:
        outside = Outside(origin_of(f"http://{server.host}", frozenset({server.host})))
        for _ in range(outside.breaker.limit):
            asking = asyncio.create_task(outside.ask("GET", "/", lambda answer: answer.status))
            await asyncio.sleep(0.05)
            asking.cancel()
            assert isinstance(
                (await asyncio.gather(asking, return_exceptions=True))[0], asyncio.CancelledError
            )
        assert outside.breaker.state == "closed"
        server.released.set()
        assert await outside.ask("GET", "/", lambda answer: answer.status) == 200
