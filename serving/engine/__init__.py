"""What turns messages into text: one protocol, a model in this process or a server elsewhere.

Read protocol.py (what an engine promises), select.py (which one a setting means), then batching.py (transformers
continuous batching) or remote.py (any server of OpenAI's wire format); text.py turns tokens into whole characters.
Never looks at facts, and decides nothing about what may be said.
"""
