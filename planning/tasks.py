"""What the clock asks of this floor. Each task drains rows; being rung twice does nothing twice."""

from celery import shared_task

from accounts import clock
from planning import applying, ending, previewing, strikes, years

SCHEDULE = {
    "planning.tasks.apply_changes": 15,
    "planning.tasks.plan_years": 60,
    "planning.tasks.stop_visits": 15,
    "planning.tasks.end_engagements": 300,
    "planning.tasks.work_out_previews": 3,
}


@shared_task
def apply_changes() -> None:
    applying.apply_due(clock.now())


@shared_task
def plan_years() -> None:
    years.plan_years(clock.now())


@shared_task
def end_engagements() -> None:
    ending.end_engagements(clock.now())


@shared_task
def work_out_previews() -> None:
    previewing.work_out(clock.now())


@shared_task
def stop_visits() -> None:
    strikes.stop_visits(clock.now())
