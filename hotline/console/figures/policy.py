"""The Content-Security-Policy of a picture with an address of its own."""

import base64
import hashlib

from lxml import etree


def policy_for(picture: bytes) -> str:
    """What a browser lets a picture do that it opens alone: wear its own styles, and nothing else."""
    styles = [style.text or "" for style in etree.fromstring(picture).iterfind(".//{*}style")]
    digests = [base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() for style in styles]
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests) or "'none'"
    return f"default-src 'none'; style-src {allowed}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
