"""Which loader reads a file."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.catalog.loaders.parsed import Loader, SourceFile
from assistant.catalog.loaders.registry import LOADERS, loader_of

Writing = Callable[[str, str | bytes], SourceFile]

FILES = {
    "shopify": ("a.csv", "Handle,Title,Option1 Name,Variant SKU\n"),
    "magento": ("a.csv", "sku,product_type,additional_attributes\n"),
    "magento pages": ("a.csv", "title,identifier,content\n"),
    "table": ("a.tsv", "name\tweight\n"),
    "json": ("a.jsonl", "{}\n"),
    "markdown": ("a.mdx", "# A\n"),
    "html": ("page", "<!DOCTYPE html><p>"),
    "asciidoc": ("a.adoc", "= A\n"),
}


@pytest.mark.parametrize("loader", LOADERS, ids=lambda loader: loader.name)
def test_every_format_recognises_its_own_and_no_other_does_first(written: Writing, loader: Loader) -> None:
    found = loader_of(written(*FILES[loader.name]))
    assert found is not None and found.name == loader.name


def test_other_files_are_nobodys(written: Writing) -> None:
    assert loader_of(written("a.pdf", b"%PDF-1.7")) is None


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(noise=st.binary(max_size=300))
@pytest.mark.parametrize("loader", LOADERS, ids=lambda loader: loader.name)
def test_no_bytes_stop_a_loader(written: Writing, loader: Loader, noise: bytes) -> None:
    name, head = FILES[loader.name]
    parsed = loader.read(written(name, head.encode() + noise))
    assert all(refusal.place and refusal.reason and "\n" not in refusal.reason for refusal in parsed.refused)
