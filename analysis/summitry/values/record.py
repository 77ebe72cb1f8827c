"""Numbers of the notebook on the record itself: its size, its sources, its errors."""

from __future__ import annotations

from summitry import measures
from summitry.artifacts import Value
from summitry.tables import Record
from summitry.values.base import count, in_words, share, size


def of_the_record(record: Record) -> list[Value]:
    """Rows, documents, agreement of the coders, and what the review of rows found."""
    events = record.table("events")
    links = record.table("event_sources")
    sources = measures.sources_per_event(record)
    codes = measures.codes_by_coder(record)
    pivotal = events[events["importance"].eq("1")]
    both = [
        set(links.loc[links["voice"].eq(voice), "event_id"])
        for voice in ("official-us", "official-dprk")
    ]
    heard = pivotal[pivotal["id"].isin(both[0] & both[1])]
    values = [
        count("events", events, "Rows of the table events."),
        size("sources", len(record.bibliography), "documents", "Entries of the bibliography."),
        size(
            "sources-of-events",
            links["source_id"].nunique(),
            "documents",
            "Different documents in the table event_sources.",
        ),
        size("source-links", len(links), "links", "Rows of the table event_sources."),
        share(
            "events-with-two-sources",
            float(sources.ge(2).mean()),
            "Share of events with two different documents or more.",
        ),
        count(
            "unverified-events",
            events[events["verification"].eq("second-hand")],
            "Rows of the table events marked second-hand.",
        ),
        count("pivotal-events", pivotal, "Events of importance 1."),
        count(
            "pivotal-events-both-voices",
            heard,
            "Pivotal events with an official source of the United States and one of North Korea.",
        ),
        size("commitments", len(record.table("commitments")), "promises", "Rows of commitments."),
        size("texts", len(record.table("agreements")), "texts", "Rows of agreements."),
        size("promises-judged", len(codes), "promises", "Promises judged by each of two coders."),
        *_agreement("coders", codes, "codes of promises"),
    ]
    for scale in ("denuclearisation", "reassurance"):
        scores = measures.scores_by_coder(record, scale)
        values += _agreement(f"coders-{scale}", scores, f"scores on {scale}")[1:]
    return values + _review(record)


def _agreement(key: str, codes, what: str) -> list[Value]:
    kappa = measures.cohens_kappa(codes)
    return [
        share(
            f"{key}-agreement",
            measures.share_of_agreement(codes),
            f"Share of {what} on which both coders agree.",
        ),
        Value(
            f"{key}-kappa",
            kappa,
            f"{kappa:.2f}",
            "coefficient",
            f"Cohen's kappa of the two coders' {what}, unweighted.",
        ),
    ]


def _review(record: Record) -> list[Value]:
    reviews = record.table("reviews")
    words = {word: entry["label"] for word, entry in record.book.vocabularies["verdict"].items()}
    values = [size("reviewed-rows", len(reviews), "events", "Rows of the table reviews.")]
    for frame, entry in record.book.vocabularies["frame"].items():
        drawn = reviews[reviews["frame"].eq(frame)]
        of = f"Drawn from: {entry['label'].lower()}."
        values.append(size(f"reviewed-{frame}", len(drawn), "events", f"Reviewed rows. {of}"))
        for word, label in words.items():
            mine = tuple(drawn.loc[drawn["verdict"].eq(word), "event_id"])
            how = f"Reviewed rows with the verdict {label.lower()}. {of}"
            values.append(
                Value(
                    f"reviewed-{frame}-{word}", len(mine), in_words(len(mine)), "events", how, mine
                )
            )
        error = measures.review_errors(record, frame).set_index("verdict").loc[words["error"]]
        values.append(
            Value(
                f"review-error-rate-{frame}",
                error["share"],
                f"{error['share']:.1%}",
                "share",
                f"Rows with an error among the reviewed rows that could be checked. {of}",
            )
        )
        values.append(
            Value(
                f"review-error-rate-{frame}-range",
                error["share"],
                f"{error['low']:.1%} to {error['high']:.1%}",
                "share",
                f"Wilson's 95 % interval of that share. {of}",
            )
        )
    return values
