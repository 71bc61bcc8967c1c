"""Two people on one line."""

from datetime import timedelta

from hotline.simulator.happenings import Connected, KeyPressed, Paired, PeerLeft, Spoke
from hotline.simulator.leg import Leg
from hotline.simulator.log import Kind


async def talk(leg: Leg, paired: Paired, limit: float | None = None, *, hangs_up_on_star: bool = False) -> None:
    """Join the other leg and stay until it leaves, `limit` seconds after the connection at the latest."""
    call, link = leg.call, paired.link
    link.ready(call)
    end = None
    try:
        while True:
            left = None if end is None else max((end - leg.exchange.clock.now()).total_seconds(), 0)
            match await leg.wait(left, Connected, PeerLeft, Spoke, KeyPressed):
                case Connected(link=other) if other is link:
                    leg.note(Kind.CONNECTS, other=paired.other.phone)
                    end = leg.exchange.clock.now() + timedelta(seconds=limit) if limit else None
                case Spoke(text) if call.talking_with is not None:
                    peer = call.talking_with
                    leg.exchange.log.add(Kind.HEARS, text, phone=peer.phone, other=call.phone, sid=peer.sid)
                case PeerLeft(link=other) if other is link:
                    return
                case KeyPressed("*") if hangs_up_on_star:
                    return
                case None:
                    return
    finally:
        if link.was_connected:
            leg.note(Kind.PARTS, other=paired.other.phone)
        link.leave(call)
