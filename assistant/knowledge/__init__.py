"""Finding what an answer needs: which product is meant, which facts and passages belong in the context, and why.

Read passages.py, index.py (lexical ranking, saved and loaded), resolve.py (what a question is about), context.py
(question -> Context). Never calls a model.
"""
