"""The page for the people who run the assistant: chat with the evidence beside it, the accuracy report, the versions.

Read in this order: `demo` (the page and its mounting) -> `chat` -> `evidence` -> `reports` -> `versions` -> `style`.
Gradio is imported here and nowhere else.
"""
