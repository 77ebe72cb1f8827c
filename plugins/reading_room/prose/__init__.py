"""The prose lock: what an author claims in prose is bound to the record, to a source, or marked.

The rules, in the words of the author's guide:

* A **number** (in digits or in words) is bound by `[](value:id)`; or it belongs to a quotation with
  a source near it, to a citation, or to the text of a link to an event; or it is marked as the
  author's own: `[three]{.own}`, better with a reason: `[three]{own="a definition"}`.
* A **date** in the text of a link to an event agrees with the record. Elsewhere it is bound by what
  its sentence refers to: an event of that date, a value counted over that year, a figure moved to
  that year; or it belongs to a quotation, a citation or the title of a work, or is marked.
* A **name** is spelled as in the table of people and as the house list says, but in quotations.

`passages` tells prose from the rest; `numbers`, `dates` and `names` find each in it; `lock` says
which of them nothing binds.
"""
