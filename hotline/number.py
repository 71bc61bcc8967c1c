"""What a number of ours must be set to at the provider, so that calls and texts reach us, or somebody, whatever fails.

https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides says what the fragments mean: try again, twice
at most, when no connection, no answer in time or a server error comes. The network never waits more than 15 s in all.
"""

from hotline.settings import Settings
from webhooks.addresses import SMS, VOICE

CALL_OVERRIDES = "rc=2&rp=ct,rt,5xx&ct=2000&rt=4000"
TEXT_OVERRIDES = "rc=2&rp=ct,rt,5xx&ct=2000&rt=5000"


def wanted_addresses(settings: Settings) -> dict[str, str]:
    """By the names that the provider has for them."""
    us = settings.public_url
    return {
        "voice_url": f"{us}{VOICE}#{CALL_OVERRIDES}",
        "status_callback": f"{us}{VOICE}/status",
        "sms_url": f"{us}{SMS}#{TEXT_OVERRIDES}",
        "voice_fallback_url": settings.fallback_url or f"{us}{VOICE}/fallback",
        "sms_fallback_url": f"{us}{SMS}/fallback",
    }
