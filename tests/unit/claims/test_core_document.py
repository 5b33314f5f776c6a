"""The OpenAPI document that a core's makers read is what the code reads by."""

import yaml

from claims.source.core.document import DOCUMENT, build_document


def test_the_document_is_that_of_the_messages() -> None:
    """Red after a change of the messages: `python -m claims.source.core.document` writes it anew."""
    assert yaml.safe_load(DOCUMENT.read_text(encoding="utf-8")) == build_document()


def test_every_message_it_names_is_there() -> None:
    document = build_document()
    schemas = document["components"]["schemas"]
    named = {
        part.split('"')[0] for part in str(document).replace("'", '"').split("#/components/schemas/")[1:]
    }
    assert named == set(schemas) > {"ClaimsAnswer", "PaymentMessage", "FindQuestion", "RefusalAnswer"}
