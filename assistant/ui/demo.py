"""The page and its mounting: Gradio with its unsafe defaults switched off."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assistant.config import home
from assistant.knowledge.knowledge import Knowledge
from assistant.registry import Registry
from assistant.ui.answering import Answers

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")  # read when gradio is imported

import gradio as gr

from assistant.ui.chat import chat
from assistant.ui.examples import examples
from assistant.ui.reports import latest
from assistant.ui.style import css, icon, theme
from assistant.ui.versions import table


def build(answers: Answers, knowledge: Knowledge, registry: Registry, reports: Path | None = None) -> gr.Blocks:
    """Three tabs: chat with evidence, the newest accuracy report below `reports`, the versions of the registry."""
    folder = reports or home() / "reports"
    brand = knowledge.brand.name
    page = gr.Blocks(title=f"{brand}: product assistant", analytics_enabled=False)
    with page:
        gr.Markdown(f"# {brand}: product assistant\nEvery sentence is checked against the catalog before it is shown.")
        with gr.Tab("Chat"):
            chat(answers, brand, examples(knowledge.facts))
        with gr.Tab("Accuracy report"):
            _fresh(page, lambda: latest(registry, folder))
        with gr.Tab("Versions"):
            _fresh(page, lambda: table(registry))
    page.queue(default_concurrency_limit=16, max_size=64, api_open=False)
    return page


def mount(app: Any, page: gr.Blocks, path: str = "/demo", user: Callable[..., Any] | None = None) -> Callable[[], None]:
    """Put the page into a FastAPI application. `user` names who asks, or None for nobody: then it is closed to them.

    Returns what hangs up on every open page, to be called when the server is told to stop: a page holds a stream
    that never ends by itself, and gradio ends it only for a server that gradio has started.
    """
    gr.mount_gradio_app(
        app,
        page,
        path=path,
        auth_dependency=user,
        theme=theme(),
        css=css(),
        footer_links=[],
        head=icon(),
        run_history=False,
        mcp_server=False,
        show_error=False,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        i18n=None,
        allowed_paths=[],
        max_file_size="1kb",
    )
    mounted: Any = app.routes[-1]
    return lambda: mounted.app.stop_event.set()


def _fresh(page: gr.Blocks, html: Callable[[], str]) -> None:
    """HTML made anew at each visit and on request, never when the page is built."""
    shown = gr.HTML()
    again = gr.Button("Read again", size="sm", variant="secondary", elem_classes="tb-again")
    gr.on([page.load, again.click], html, None, [shown], api_visibility="private", show_progress="hidden")
