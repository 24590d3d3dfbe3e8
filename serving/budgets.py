"""How much one key, address or session may ask in a minute."""

import time

from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from serving.errors import Refused
from serving.settings import ServeSettings


class Budgets:
    """Requests counted in this process over a moving minute."""

    def __init__(self, settings: ServeSettings) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._limits = {
            "key": RateLimitItemPerMinute(settings.key_per_minute),
            "address": RateLimitItemPerMinute(settings.address_per_minute),
            "session": RateLimitItemPerMinute(settings.session_per_minute),
        }

    async def spend(self, scope: str, who: str) -> None:
        """Count one request. Raises Refused (429, with Retry-After) when the minute's budget is spent."""
        limit = self._limits[scope]
        if await self._limiter.hit(limit, scope, who):
            return
        window = await self._limiter.get_window_stats(limit, scope, who)
        raise Refused(
            429,
            f"Too many requests: at most {limit.amount} a minute for one {scope}.",
            code="rate_limit_exceeded",
            retry=max(1, round(window.reset_time - time.time())),
        )
