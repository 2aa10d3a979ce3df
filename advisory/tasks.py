"""What the clock asks of this floor. Each task drains rows; being rung twice does nothing twice."""

from celery import shared_task

from accounts import clock
from advisory.drains import following, handing, joining, ringing, settling, wishes
from advisory.integrity import calling

SCHEDULE = {
    "advisory.tasks.settle_incidents": 5,
    "advisory.tasks.ring_duties": 10,
    "advisory.tasks.follow_up": 60,
    "advisory.tasks.settle_requests": 10,
    "advisory.tasks.tell_of_wishes": 10,
    "advisory.tasks.call_for_restricted_files": 10,
    "advisory.tasks.tell_of_hand_overs": 10,
}


@shared_task
def settle_incidents() -> None:
    settling.settle_incidents(clock.now())


@shared_task
def ring_duties() -> None:
    ringing.ring_duties(clock.now())


@shared_task
def settle_requests() -> None:
    """Buyers' requests to join a visit: their factory, their visit, and whom to tell."""
    while joining.settle_requests(clock.now()):
        pass


@shared_task
def tell_of_wishes() -> None:
    """Buyers' priorities and plans: whom to tell."""
    while wishes.tell_of_priorities(clock.now()) or wishes.tell_of_plans(clock.now()):
        pass


@shared_task
def call_for_restricted_files() -> None:
    """Tells those named in a restricted file that a step waits for them."""
    while calling.call(clock.now()):
        pass


@shared_task
def tell_of_hand_overs() -> None:
    """Caseloads that passed: who decides on a restricted file hears that one of its readers goes."""
    while handing.tell_of_hand_overs(clock.now()):
        pass


@shared_task
def follow_up() -> None:
    following.follow_up(clock.now())
