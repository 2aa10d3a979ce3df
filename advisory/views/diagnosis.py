"""Self-diagnosis pages: where the factory says it stands, cluster by cluster."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.forms import carry_out, carry_out_button
from accounts.models import Role
from accounts.requests import Request
from advisory import actions
from advisory.actions.diagnosis import ANSWERERS
from advisory.doors import one, own_factory
from advisory.forms.diagnosis import ClusterForm, CompleteForm
from advisory.models import SelfDiagnosis, SelfDiagnosisAnswer
from advisory.models.diagnosis import Stance
from factories import page
from factories.page import Frame
from programmes.models import Cluster, CompliancePoint


@dataclass
class Part:
    """A cluster with its points and what was said about them."""

    cluster: Cluster
    points: list[CompliancePoint] = field(default_factory=list)
    answers: list[SelfDiagnosisAnswer] = field(default_factory=list)

    @property
    def share(self) -> int:
        return round(100 * len(self.answers) / len(self.points))

    @property
    def gaps(self) -> int:
        return sum(answer.stance == Stance.GAP for answer in self.answers)


@login_required
def my_diagnosis(request: Request) -> HttpResponse:
    """The navigation's “Self-diagnosis”: of the factory to which the person belongs."""
    factory = own_factory(request.user)
    return redirect("factory_diagnosis", factory.pk) if factory else redirect("home")


@login_required
def diagnosis(request: Request, pk: UUID) -> HttpResponse:
    """The latest cycle's self-diagnosis, or the one asked for by `?cycle=`."""
    frame = page.enter(request, pk, "diagnosis")
    rows = SelfDiagnosis.objects.visible_to(request.user).filter(factory=frame.factory)
    every = list(rows.select_related("cycle").order_by("-cycle__number"))
    asked = request.GET.get("cycle", "")
    found = next((each for each in every if str(each.cycle.number) == asked), every[0] if every else None)
    given = {"frame": frame, "factory": frame.factory, "zone": frame.zone, "found": found, **_rights(frame)}
    if found is None or (found.cycle.closed_at and not asked):
        return render(request, "diagnosis/none.html", {**given, "earlier": every})
    parts = _parts(request, found)
    answered = sum(len(part.answers) for part in parts)
    shown = {
        "parts": parts,
        "answered": answered,
        "points": sum(len(part.points) for part in parts),
        "gaps": [answer for part in parts for answer in part.answers if answer.stance == Stance.GAP],
        "planned": actions.planned_points(frame.factory.pk),
        "earlier": [each for each in every if each.pk != found.pk],
        "is_open": found.status == SelfDiagnosis.Status.OPEN,
    }
    return render(request, "diagnosis/diagnosis.html", {**given, **shown})


def _rights(frame: Frame) -> dict[str, bool]:
    return {
        "answers": frame.advising or frame.may(*ANSWERERS),
        "completes": frame.may(Role.FACTORY_MANAGER),
        "assesses": frame.may(Role.ASSESSOR),
    }


def _parts(request: Request, found: SelfDiagnosis) -> list[Part]:
    """Clusters in the tool's order; points of facts alone are not asked."""
    parts: dict[UUID, Part] = {}
    for point in CompliancePoint.objects.filter(facts=False).select_related("cluster"):
        parts.setdefault(point.cluster_id, Part(point.cluster)).points.append(point)
    answers = SelfDiagnosisAnswer.objects.visible_to(request.user).filter(self_diagnosis=found)
    for answer in answers.select_related("point", "answered_by").order_by("point__order"):
        if answer.point.cluster_id in parts and not answer.point.facts:
            parts[answer.point.cluster_id].answers.append(answer)
    return list(parts.values())


@login_required
def diagnosis_open(request: Request, pk: UUID) -> HttpResponse:
    frame = page.enter(request, pk, "diagnosis")
    to = reverse("factory_diagnosis", args=[pk])
    if request.method != "POST":
        return redirect(to)
    done = _("The self-diagnosis is open. Go through it cluster by cluster; each is saved by itself.")
    return carry_out_button(request, actions.open_diagnosis, done, to, factory=frame.factory)


def _diagnosis(request: Request, pk: UUID) -> tuple[SelfDiagnosis, Frame]:
    rows = SelfDiagnosis.objects.visible_to(request.user).select_related("factory__programme", "cycle")
    found: SelfDiagnosis = one(rows, pk=pk)
    return found, page.enter(request, found.factory_id, "diagnosis")


@login_required
def cluster(request: Request, pk: UUID, key: str) -> HttpResponse:
    """One cluster's points. “Save and next” leads through all of them."""
    found, frame = _diagnosis(request, pk)
    parts = _parts(request, found)
    number = next((n for n, part in enumerate(parts) if part.cluster.key == key), None)
    if number is None or not _rights(frame)["answers"]:
        raise Http404
    part, after = parts[number], parts[number + 1 : number + 2]
    form = ClusterForm(request.POST or None, part.points, {each.point_id: each for each in part.answers})
    if carry_out(form, actions.answer_points, diagnosis=found, by=request.user, at=request.at):
        messages.success(request, _("%(cluster)s is saved.") % {"cluster": part.cluster.name})
        if after and "next" in request.POST:
            return redirect("diagnosis_cluster", pk, after[0].cluster.key)
        return redirect("factory_diagnosis", found.factory_id)
    given = {
        "frame": frame,
        "found": found,
        "part": part,
        "number": number + 1,
        "count": len(parts),
        "after": after[0] if after else None,
        "form": form,
        "cancel": reverse("factory_diagnosis", args=[found.factory_id]),
    }
    return render(request, "diagnosis/cluster.html", given, status=422 if form.is_bound else 200)


@login_required
def complete(request: Request, pk: UUID) -> HttpResponse:
    found, frame = _diagnosis(request, pk)
    if not _rights(frame)["completes"]:
        raise Http404
    gaps = SelfDiagnosisAnswer.objects.visible_to(request.user).filter(
        self_diagnosis=found, stance=Stance.GAP
    )
    planned = actions.planned_points(found.factory_id)
    points: Any = CompliancePoint.objects.filter(pk__in=gaps.values("point")).exclude(pk__in=planned)
    form = CompleteForm(request.POST if request.method == "POST" else None, points)
    if carry_out(form, actions.complete_diagnosis, diagnosis=found, by=request.user, at=request.at):
        messages.success(request, _("The self-diagnosis is complete. What you chose is in the plan."))
        return redirect("factory_diagnosis", found.factory_id)
    cancel = reverse("factory_diagnosis", args=[found.factory_id])
    given = {"frame": frame, "found": found, "form": form, "gaps": bool(points), "cancel": cancel}
    return render(request, "diagnosis/complete.html", given, status=422 if form.is_bound else 200)


@login_required
def reopen(request: Request, pk: UUID) -> HttpResponse:
    found, _frame = _diagnosis(request, pk)
    to = reverse("factory_diagnosis", args=[found.factory_id])
    if request.method != "POST":
        return redirect(to)
    return carry_out_button(
        request, actions.reopen_diagnosis, _("The self-diagnosis is open again."), to, diagnosis=found
    )


@login_required
def gap(request: Request, pk: UUID) -> HttpResponse:
    """One gap enters the plan."""
    rows = SelfDiagnosisAnswer.objects.visible_to(request.user)
    found = one(rows.select_related("factory__programme", "point"), pk=pk)
    to = reverse("factory_diagnosis", args=[found.factory_id])
    if request.method != "POST":
        return redirect(to)
    return carry_out_button(request, actions.gap_to_plan, _("It is in the plan."), to, answer=found)
