"""What was asked, what was answered on which evidence, and what people thought of it.

Read tables.py, then store.py; migrations/ brings an older database up to date when a store is opened.
Never looks at facts or models: texts, verdicts and sources are kept as they were shown.
"""
