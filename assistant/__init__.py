"""The brand's product assistant: what is true, how to find it, how to answer, how to check the answer.

Read in the order the data flows:

    catalog -> facts -> knowledge -> prompt -> answer -> accuracy -> registry

`prompt`, `registry` and `store` are the seams that training and serving share.
Nothing here imports torch, transformers, a web framework, or the two packages above.
"""
