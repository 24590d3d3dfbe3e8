"""One file a format, each turning one source file into what it holds: products, documents, spec groups, refusals.

Read parsed.py (what a loader returns), table.py and columns.py (CSV as it comes), then the formats: product_table,
shopify, magento, json_records, markdown, html_page, asciidoc. registry.py lists them in the order they are asked.
Values stay text here; typing them is the business of `assistant.facts`.
"""
