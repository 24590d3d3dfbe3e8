"""What is true, typed: values that compare, facts with their sources, and the names people use.

Read quantities.py (values), facts.py (Catalog -> Facts), aliases.py (names as people write them).
Never looks at a question or a model's answer.
"""
