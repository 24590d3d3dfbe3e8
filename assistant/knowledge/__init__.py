"""What the assistant knows and how it finds it: passages and index, what a question means, the context of its prompt.

Reading order: passages, index, question, resolve (follow), statements, compare, ranges, needs, context, knowledge.
Never imports accuracy, answer, or a model.
"""
