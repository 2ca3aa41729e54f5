"""The page that shows the endpoints to a person, from the app's own OpenAPI description; it needs no other server."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

_STYLE = "body{font:16px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em}dd{margin:0 0 1em 2em}"


def page_of(described: Mapping[str, Any]) -> str:
    """HTML of an OpenAPI description."""
    about = described["info"]
    parts = "".join(_endpoints(described))
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{escape(about['title'])}</title>"
        f"<style>{_STYLE}</style><h1>{escape(about['title'])}, protocol {escape(about['version'])}</h1>"
        f'<p>{escape(about.get("description", ""))}</p><p><a href="openapi.json">openapi.json</a></p><dl>{parts}</dl>'
    )


def _endpoints(described: Mapping[str, Any]) -> Iterator[str]:
    for path, methods in described["paths"].items():
        for method, told in methods.items():
            asked = ", ".join(f"{item['name']} ({item['in']})" for item in told.get("parameters", ()))
            answers = ", ".join(sorted(told.get("responses", {})))
            yield f"<dt><code>{method.upper()} {escape(path)}</code><dd>{escape(told.get('summary', ''))}"
            yield f"<br>parameters: {escape(asked) or '–'}; answers: {escape(answers)}"
