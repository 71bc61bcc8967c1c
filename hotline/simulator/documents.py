"""Reads TwiML as strictly as the network may: what it would refuse there is refused here."""

from collections.abc import Mapping, Set
from dataclasses import dataclass

from lxml import etree

from hotline.simulator.grammar import RULES, SSML, Rule, accepts

MAX_BYTES = 64 * 1024
MAX_SPOKEN = 4096


class Refused(Exception):
    """The network did not take an answer. `code` is Twilio's error number, `url` the address that gave the answer."""

    def __init__(self, code: int, reason: str, url: str = "") -> None:
        super().__init__(f"{code} {reason}" + (f" ({url})" if url else ""))
        self.code = code
        self.reason = reason
        self.url = url


@dataclass(frozen=True)
class Verb:
    name: str
    attributes: Mapping[str, str]
    text: str
    inside: tuple["Verb", ...]

    def get(self, name: str, default: str = "") -> str:
        return self.attributes.get(name, default)

    def seconds(self, name: str, default: int) -> int:
        return int(self.attributes.get(name, default))


def parse(body: bytes, allowed: Set[str]) -> list[Verb]:
    """The verbs of a document that may hold only `allowed` ones at the top. Raises Refused."""
    if len(body) > MAX_BYTES:
        raise Refused(11750, f"the document is larger than {MAX_BYTES} bytes")
    root = _root(body)
    if root.tag != "Response" or root.attrib:
        raise Refused(12100, "the document's root must be <Response> without attributes")
    _refuse_text(root)
    return [_verb(element, allowed, "Response") for element in root]


def _root(body: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise Refused(12100, f"the document is not well-formed XML: {error.msg}") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refused(12100, "the document brings its own document type")
    return root


def _verb(element: etree._Element, allowed: Set[str], parent: str) -> Verb:
    name = str(element.tag)
    if name not in RULES:
        raise Refused(12200, f"<{name}> is no verb")
    if name not in allowed:
        raise Refused(12200, f"<{name}> may not stand in this <{parent}>")
    rule = RULES[name]
    _check_attributes(element, rule)
    text = "".join(str(part) for part in element.itertext()).strip()
    _check_text(name, text, rule)
    inside = _verbs_inside(element, rule) if rule.inside != SSML else _check_ssml(element)
    return Verb(name, {str(key): str(value) for key, value in element.attrib.items()}, text, inside)


def _verbs_inside(element: etree._Element, rule: Rule) -> tuple[Verb, ...]:
    if len(element) and element.tag != "Message":
        _refuse_text(element)
    return tuple(_verb(child, rule.inside, str(element.tag)) for child in element)


def _check_ssml(element: etree._Element) -> tuple[Verb, ...]:
    for child in element.iterdescendants():
        if child.tag not in SSML:
            raise Refused(12200, f"<{child.tag}> may not stand in <{element.tag}>")
    return ()


def _check_attributes(element: etree._Element, rule: Rule) -> None:
    for key, value in element.attrib.items():
        pattern = rule.attributes.get(str(key))
        if pattern is None:
            raise Refused(12200, f"<{element.tag}> has no attribute {str(key)!r}")
        if not accepts(pattern, str(value)):
            raise Refused(12200, f"<{element.tag} {key!s}> cannot be {str(value)!r}")


def _check_text(name: str, text: str, rule: Rule) -> None:
    if rule.needs_text and not text:
        raise Refused(12200, f"<{name}> is empty")
    if name == "Say" and len(text) > MAX_SPOKEN:
        raise Refused(12200, f"<Say> holds more than {MAX_SPOKEN} characters")


def _refuse_text(element: etree._Element) -> None:
    """Text between verbs is nothing the network could perform."""
    stray = [element.text, *(child.tail for child in element)]
    if any(part and part.strip() for part in stray):
        raise Refused(12200, f"<{element.tag}> holds text between its verbs")
