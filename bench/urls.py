"""The product's addresses and the floor: a signed-in page with no query of its own."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from betterwork.urls import urlpatterns as product


@login_required
def floor(request: HttpRequest) -> HttpResponse:
    return render(request, "homes/empty.html")


urlpatterns = [path("bench/floor/", floor, name="bench_floor"), *product]
