"""Holds what we have written down against what the telephone network has: webhooks get lost, and so do callbacks.

`inbound`: calls and texts of which no webhook ever told are opened, and calls that have ended there are ended here.
`recordings`: what a caller has recorded, and nobody has told of, is kept.
`silent`: a caller of whom nothing more is heard is asked after before they count as gone.
`outbound`: officers' calls whose end was never told, and texts that failed, are looked up.
`callbacks`: so are calls back. `schedule`: when.
"""

from hotline.reconciliation.schedule import LOOK_EVERY, Reconciliation

__all__ = ["LOOK_EVERY", "Reconciliation"]
