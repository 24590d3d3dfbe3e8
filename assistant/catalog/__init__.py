"""Product data as the company keeps it, each value with the place it came from.

Read product.py (what a catalog holds), then loaders/ (one file a format), then ingest.py (the verb).
Knows nothing of facts, questions or models.
"""
