"""The look of the page: a quiet theme of system fonts, so that nothing is fetched from elsewhere."""

from base64 import b64encode
from importlib.resources import files

import gradio as gr


def css() -> str:
    """The style sheet of the panels."""
    return files("assistant.ui").joinpath("templates/style.css").read_text(encoding="utf-8")


def icon() -> str:
    """The page's icon as a tag of its head; gradio takes a file only for a page at the root."""
    drawing = files("assistant.ui").joinpath("templates/mark.svg").read_bytes()
    return f'<link rel="icon" href="data:image/svg+xml;base64,{b64encode(drawing).decode()}">'


def theme() -> gr.themes.Base:
    """Soft shapes, one green, system fonts."""
    green = gr.themes.Color(
        name="truebrand",
        c50="#f2f7f5", c100="#e4ede8", c200="#c9dcd3", c300="#a3c3b6", c400="#7aa694", c500="#3f7666",
        c600="#2f5d50", c700="#274d43", c800="#203f37", c900="#1a332d", c950="#0f1f1b",
    )  # fmt: skip
    fonts = ("system-ui", "Segoe UI", "Roboto", "sans-serif")
    return gr.themes.Base(
        primary_hue=green,
        neutral_hue="neutral",
        font=fonts,
        font_mono=("ui-monospace", "SFMono-Regular", "Consolas", "monospace"),
        radius_size="lg",
    ).set(body_background_fill="#fbfbf9", body_background_fill_dark="#151917")
