"""The service's figures for Prometheus. None of them tells anything about a person."""

from collections import Counter
from collections.abc import Iterator, Mapping

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from hotline.health.view import View
from hotline.spool import SpoolState


class Figures(Collector):
    """What was seen at one moment; without a view the database was away."""

    def __init__(self, view: View | None, kept: SpoolState) -> None:
        self._view = view
        self._kept = kept

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield GaugeMetricFamily("hotline_database_up", "Whether the database answers", value=float(bool(self._view)))
        yield GaugeMetricFamily("hotline_spool_waiting", "Webhooks put by on disk", value=self._kept.waiting)
        yield GaugeMetricFamily("hotline_spool_refused", "Of these, for a person to look at", value=self._kept.refused)
        if self._view is None:
            return
        yield GaugeMetricFamily("hotline_alerts_running", "Alerts that demand a human", value=self._view.alerts)
        yield GaugeMetricFamily(
            "hotline_oldest_alert_seconds",
            "How long the oldest of them has waited",
            value=self._view.oldest_alert.total_seconds(),
        )
        yield _by_label("hotline_alarms_open", "Alarms about the service", "kind", Counter(self._view.alarms))
        ages = {part.value: (self._view.now - last).total_seconds() for part, last in self._view.beats.items()}
        yield _by_label("hotline_heartbeat_age_seconds", "Since a part's last sign of life", "part", ages)


def _by_label(name: str, text: str, label: str, values: Mapping[str, float]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, text, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family
