"""One file a format: csv_table, json_records, shopify, magento, documents. Each turns bytes into Products and Documents."""
