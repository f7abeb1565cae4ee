"""Pages for people: the operations, and what problems mean. They need nothing from elsewhere."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any
from urllib.parse import urlencode

from app.api.problem_types import ProblemType

_STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "code{background:#8882;padding:0 .2em}summary{cursor:pointer}details{margin:.5rem 0}"
    "td{vertical-align:top;padding:.1rem 1rem .1rem 0}"
)


def problem_page(kind: ProblemType) -> str:
    """Return the page that explains one kind of problem."""
    return _page(kind.title, f"<p>HTTP status {kind.status}.</p><p>{escape(kind.advice)}</p>")


def operations_page(document: Mapping[str, Any]) -> str:
    """Return the page that lists the operations of an OpenAPI document, with links to try them."""
    info = document["info"]
    operations = (_operation(document, path) for path in document["paths"])
    introduction = (
        f"<p>{escape(info['summary'])}</p>"
        '<p>Begin at <a href="/v1">/v1</a>. For programs there is '
        '<a href="/openapi.json">openapi.json</a>.</p>'
    )
    return _page(f"{info['title']} {info['version']}", introduction + "".join(operations))


def _operation(document: Mapping[str, Any], path: str) -> str:
    operation = document["paths"][path]["get"]
    parameters = list(_query_parameters(document, operation))
    needed = {one["name"]: one["example"] for one in parameters if one.get("required")}
    # An item's address needs an id, which only the lists know.
    tried = f"{path}?{urlencode(needed)}" if needed else path
    link = "" if "{" in path else f"<p>Try it: {_link(tried, tried)}</p>"
    shown = f"/v1/{path.rpartition('/')[2].partition('.')[0]}"
    if shown != path and shown in document["paths"]:
        taken = f'<p>The filters, and more, are those of <a href="#{shown}">{shown}</a>.</p>'
    else:
        rows = (_parameter(path, one, needed) for one in parameters)
        taken = f"<table>{''.join(rows)}</table>"
    return (
        f'<details id="{escape(path)}"><summary><code>GET {escape(path)}</code> '
        f"{escape(operation['summary'])}</summary>{link}{taken}</details>\n"
    )


def _query_parameters(
    document: Mapping[str, Any], operation: Mapping[str, Any]
) -> Iterator[Mapping[str, Any]]:
    shared = document["components"]["parameters"]
    for one in operation.get("parameters", ()):
        parameter = shared[one["$ref"].rpartition("/")[2]] if "$ref" in one else one
        if parameter["in"] == "query":
            yield parameter


def _parameter(path: str, parameter: Mapping[str, Any], needed: Mapping[str, str]) -> str:
    name, example = parameter["name"], parameter.get("example", "")
    value = example[0] if isinstance(example, list) else example
    query = urlencode({**needed, name: value})
    shown = f"{name}={value}" if value != "" else name
    tried = _link(f"{path}?{query}", shown) if "{" not in path and value != "" else escape(shown)
    return f"<tr><td>{tried}</td><td>{escape(parameter['description'])}</td></tr>"


def _link(address: str, shown: str) -> str:
    return f'<a href="{escape(address)}"><code>{escape(shown)}</code></a>'


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body><h1>{escape(title)}</h1>{body}</body></html>"
    )
