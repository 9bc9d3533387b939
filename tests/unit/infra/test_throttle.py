import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.infra.throttle import Throttle, site
from yiwang.kernel.errors import TooManyRequestsError


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def passes(throttle):
    try:
        throttle.take("192.0.2.1")
    except TooManyRequestsError:
        return False
    return True


@given(st.lists(st.floats(0, 600), max_size=200))
def test_never_more_than_the_burst_and_what_time_gave(pauses):
    clock = Clock()
    throttle = Throttle(burst=5, per_hour=60, clock=clock)
    passed = 0
    for pause in pauses:
        clock.now += pause
        passed += passes(throttle)
    assert passed <= 5 + clock.now / 60 + 1e-6


def test_waiting_as_long_as_told_is_enough_and_addresses_do_not_disturb_each_other():
    clock = Clock()
    throttle = Throttle(burst=2, per_hour=60, clock=clock)
    throttle.take("192.0.2.1")
    throttle.take("192.0.2.1")
    with pytest.raises(TooManyRequestsError) as refused:
        throttle.take("192.0.2.1")
    throttle.take("192.0.2.2")
    clock.now += refused.value.details["seconds"]
    throttle.take("192.0.2.1")


def test_one_site_is_one_sender():
    assert site("2001:db8::1") == site("2001:db8::ffff") != site("2001:db8:0:1::1")
    assert site("::ffff:192.0.2.1") == site("192.0.2.1") != site("192.0.2.2")
    assert site("testclient") == "testclient"
