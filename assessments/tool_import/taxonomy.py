"""Clusters and compliance points, the same in every country: found by name, made where new."""

import hashlib

from django.utils.text import slugify

from assessments.tool_import.sheet import Asked
from programmes.models import Cluster, CompliancePoint

CORE_LABOUR_STANDARDS = frozenset(
    {
        "child-labour",
        "discrimination",
        "forced-labour",
        "freedom-of-association-and-collective-bargaining",
    }
)


class Taxonomy:
    """The points that questions stand on, by cluster and name."""

    def __init__(self, asked: list[Asked]) -> None:
        self._with_compliance = {(one.cluster, one.point) for one in asked if not one.is_fact}
        self._clusters = {cluster.key: cluster for cluster in Cluster.objects.all()}
        points = CompliancePoint.objects.select_related("cluster")
        self._points = {(point.cluster.key, _key(point.name)): point for point in points}
        self._taken = {point.key for point in self._points.values()}

    def point_of(self, one: Asked) -> CompliancePoint:
        cluster = self._cluster(one)
        place = (cluster.key, _key(one.point))
        if place not in self._points:
            self._points[place] = self._new_point(one, cluster)
        return self._points[place]

    def _cluster(self, one: Asked) -> Cluster:
        key = _key(one.cluster)
        if key not in self._clusters:
            self._clusters[key] = Cluster.objects.create(
                key=key,
                name=one.cluster,
                international=key in CORE_LABOUR_STANDARDS,
                order=_last(one.cluster_no, len(self._clusters) + 1),
            )
        return self._clusters[key]

    def _new_point(self, one: Asked, cluster: Cluster) -> CompliancePoint:
        """A point whose name another cluster uses as well carries its cluster in its key."""
        facts = (one.cluster, one.point) not in self._with_compliance
        key = _key(one.point)
        if facts or key in self._taken:
            key = _key(f"{cluster.key} {one.point}")
        self._taken.add(key)
        return CompliancePoint.objects.create(
            cluster=cluster,
            key=key,
            name=one.point,
            facts=facts,
            order=_last(one.point_no, len(self._points)),
        )


def _key(name: str) -> str:
    slug = slugify(name)
    if slug and len(slug) <= 80:
        return slug
    return f"{slug[:60]}-{hashlib.sha256(name.encode()).hexdigest()[:12]}".strip("-")


def _last(number: str, otherwise: int) -> int:
    """The place in its list: 10 of "1.10"."""
    tail = number.rpartition(".")[2]
    return int(tail) if tail.isdecimal() and len(tail) < 5 else otherwise
