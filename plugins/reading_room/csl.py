"""One item at a time through the CSL processor: its entry and its short form."""

from __future__ import annotations

import html
import re
import warnings
from pathlib import Path

from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
    model,
)
from citeproc.source.json import CiteProcJSON
from lxml import etree

from reading_room.csl_items import prepared

LOCALE = "en-GB"
_NAMESPACE = "http://purl.org/net/xbiblio/csl"


class _Remembering:
    """An element of a style that looks up each thing once; the processor asks thousands of times.

    A style does not change while it is used, so what was found stays right.
    """

    def xpath_search(self, expression):
        found = self.__dict__.setdefault("_found", {})
        if expression not in found:
            found[expression] = super().xpath_search(expression)
        return found[expression]

    def get_root(self):
        if "_root" not in self.__dict__:
            self._root = super().get_root()
        return self._root

    def get_formatter(self):
        return formatter.html

    def _type(self, item):
        if "_kinds" not in self.__dict__:
            self._kinds = self.get("type").split()
        wanted = item.reference.type
        return [kind == wanted for kind in self._kinds]

    def get_term(self, *args, **kwargs):
        terms = self.get_root().__dict__.setdefault("_terms", {})
        asked = (args, tuple(sorted(kwargs.items())))
        if asked not in terms:
            terms[asked] = super().get_term(*args, **kwargs)
        return terms[asked]


class _Cited(CitationItem):
    """A cited item that knows its reference, which the processor asks for at every step."""

    def __init__(self, reference):
        dict.__init__(self)
        object.__setattr__(self, "key", reference.key)
        object.__setattr__(self, "known", reference)

    reference = property(lambda self: self.known)


class Style(CitationStylesStyle):
    """A CSL style that formats single items."""

    def __init__(self, path: Path, locale: str = LOCALE):
        """Read the style at `path`; terms are those of `locale`."""
        lookup = etree.ElementNamespaceClassLookup()
        names = lookup.get_namespace(_NAMESPACE)
        names[None] = model.CitationStylesElement
        for kind in model.CitationStylesElement.__subclasses__():
            # Locales look themselves up in a way of their own.
            bases = (kind,) if kind is model.Locale else (_Remembering, kind)
            name = kind.__name__.replace("_", "-").lower()
            names[name] = type(kind.__name__, bases, {})
        parser = etree.XMLParser(remove_comments=True, no_network=True)
        parser.set_element_class_lookup(lookup)
        self.root = etree.parse(str(path), parser).getroot()
        # What an element remembers lives as long as something refers to it.
        self._elements = list(self.root.iter())
        self.root.set_locale_list(locale, validate=False)

    def forms(self, item: dict) -> tuple[str, str, str]:
        """(entry as HTML, author in short, year) of one CSL-JSON `item`."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # citeproc-py warns of every field it does not know
            ready = prepared(item) | {"id": "item"}
            ready.setdefault("type", "document")
            source = CiteProcJSON([ready])
            bibliography = CitationStylesBibliography(self, source, formatter.html)
            citation = Citation([_Cited(source["item"])])
            bibliography.register(citation)
            (entry,) = bibliography.bibliography() or ("",)
            short = str(bibliography.cite(citation, lambda _missing: ""))
        author, _, year = short.rpartition(" ")
        return _tidy(str(entry)), html.unescape(author), html.unescape(year)


def _tidy(entry: str) -> str:
    """One entry without what style and titles make together.

    These are: doubled full stops, a full stop after a mark that ends a sentence, quotation marks or
    italics around a description in brackets, single quotation marks within single ones.
    """
    entry = re.sub(r"‘\[([^\[\]]*)\]’", r"[\1]", entry)
    entry = re.sub(r"<i>\[([^\[\]]*)\]</i>", r"[\1]", entry)
    entry = re.sub(r"(?<=‘)([^‘’]*(?:\w’\w[^‘’]*)*)‘((?:[^‘’]|\w’\w)*)’(?=\W)", r"\1“\2”", entry)
    entry = re.sub(r"\.((?:</i>)?)\.(?!\.)", r".\1", entry)
    return re.sub(r"([?!…](?:[’”]|</i>)*)\.(?=\s|$)", r"\1", entry)
