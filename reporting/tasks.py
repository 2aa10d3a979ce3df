"""What the clock asks of this floor. Each task drains rows; being rung twice does nothing twice."""

from celery import shared_task

from accounts import clock
from reporting.drains import (
    conditions,
    evidence,
    following,
    notices,
    planning,
    releasing,
    rendering,
    sharing,
    telling,
)

SCHEDULE = {
    "reporting.tasks.plan_reports": 60,
    "reporting.tasks.render_reports": 15,
    "reporting.tasks.release_reports": 5,
    "reporting.tasks.lapse_reports": 60,
    "reporting.tasks.tell_readers": 30,
    "reporting.tasks.publish_updates": 5,
    "reporting.tasks.send_notices": 5,
    "reporting.tasks.meet_in_reports": 60,
    "reporting.tasks.put_evidence_together": 5,
    "reporting.tasks.share_compliance": 300,
}


@shared_task
def plan_reports() -> None:
    planning.plan_reports(clock.now())


@shared_task
def render_reports() -> None:
    with rendering.alone_here() as mine:
        if mine:
            rendering.render_reports(clock.now())


@shared_task
def release_reports() -> None:
    releasing.release_reports(clock.now())


@shared_task
def lapse_reports() -> None:
    releasing.lapse_reports(clock.now())


@shared_task
def tell_readers() -> None:
    telling.tell_readers(clock.now())


@shared_task
def publish_updates() -> None:
    conditions.publish_updates(clock.now())


@shared_task
def send_notices() -> None:
    notices.send_notices(clock.now())


@shared_task
def meet_in_reports() -> None:
    following.meet_in_reports(clock.now())


@shared_task
def put_evidence_together() -> None:
    evidence.put_together(clock.now())


@shared_task
def share_compliance() -> None:
    sharing.share(clock.now())
