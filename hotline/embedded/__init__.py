"""PostgreSQL and Redis servers of this installation's own, for machines that bring none."""

from hotline.embedded.addresses import postgres_url, redis_url
from hotline.embedded.guard import Guard
from hotline.embedded.postgres import PostgresServer
from hotline.embedded.redis import RedisServer
from hotline.embedded.server import Server

__all__ = ["Guard", "PostgresServer", "RedisServer", "Server", "postgres_url", "redis_url"]
