"""How long anything may take, in one place. All in seconds; every name is documented in .env.example."""

from pydantic import Field
from pydantic_settings import BaseSettings


class Timeouts(BaseSettings):
    """A caller hears a voice within 2 s, so what stands between them and an answer must add up to less."""

    timeout_call_answer: float = Field(default=1.5, gt=0, le=10, description="Until a caller gets the safe document")
    timeout_webhook_answer: float = Field(default=4.0, gt=0, le=14, description="Until a text or status is spooled")
    timeout_database_connect: int = Field(default=2, ge=1, le=60)
    timeout_database_pool: float = Field(default=1.0, gt=0, le=60, description="Until a connection is free")
    timeout_database_statement: float = Field(default=5.0, gt=0, le=600)
    timeout_database_lock: float = Field(default=1.0, gt=0, le=600)
    timeout_database_idle: float = Field(
        default=2.0, gt=0, le=600, description="Until a frozen process lets go of rows"
    )
    timeout_database_probe: float = Field(default=1.0, gt=0, le=60, description="Until a database counts as away")
    timeout_redis: float = Field(default=0.5, gt=0, le=60)
    timeout_telephony_connect: float = Field(default=1.0, gt=0, le=60)
    timeout_telephony_read: float = Field(default=2.5, gt=0, le=60)
    timeout_heartbeat_url: float = Field(default=5.0, gt=0, le=25, description="Until the outside watcher answers")
    timeout_telephony_list: float = Field(default=10.0, gt=0, le=60, description="Until a page of calls is listed")
    timeout_push_connect: float = Field(default=1.0, gt=0, le=60)
    timeout_push_read: float = Field(default=2.0, gt=0, le=60, description="Until a push service has taken an alert")

    @property
    def timeout_telephony(self) -> float:
        """The longest that one order to the telephone network takes."""
        return self.timeout_telephony_connect + self.timeout_telephony_read
