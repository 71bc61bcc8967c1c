"""The network's REST API for its account, at the paths and in the shapes of Twilio's."""

from hotline.simulator.rest import account, calls, messages, queues

routes = [route for part in (account, calls, messages, queues) for route in part.router.routes]

__all__ = ["routes"]
