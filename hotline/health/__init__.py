"""How the service is, for people and machines: one report, and figures for Prometheus."""

from hotline.health.report import Health

__all__ = ["Health"]
