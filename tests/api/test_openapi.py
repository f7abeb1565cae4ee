"""The committed OpenAPI document is that of the API: for clients made from it, and for chance."""

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from app.api.documentation import describe
from app.main import create_app
from app.settings import Settings
from tests.api.test_server import serving

DOCUMENT = Path(__file__).parents[2] / "docs" / "openapi.json"
CASES = int(os.environ.get("FUZZ_CASES", "2"))
"""How many requests are made up for an operation; `make fuzz` makes up more."""
SCHEMA = schemathesis.openapi.from_path(DOCUMENT)
# Values at all bounds, some hundred requests for each operation.
SCHEMA.config.phases.coverage.enabled = "FUZZ_CASES" in os.environ
# What is wrong may be too long as well.
SCHEMA.config.checks.negative_data_rejection.expected_statuses.append("414")
CONFIGURATION = """
post_hooks: []
package_name_override: newskb_client
content_type_overrides:
  application/jsonl: text/plain
"""


def test_the_document_is_that_of_the_api() -> None:
    committed = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    assert committed == describe(create_app(Settings())), "if so intended: make openapi"


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package newskb_client, made from the document."""
    folder = tmp_path_factory.mktemp("generated")
    (folder / "configuration.yaml").write_text(CONFIGURATION)
    command = (
        sys.executable, "-m", "openapi_python_client", "generate", "--path", DOCUMENT,
        "--meta", "none", "--output-path", folder / "newskb_client",
        "--config", folder / "configuration.yaml", "--fail-on-warning",
    )  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    return folder


@pytest.mark.enable_socket
def test_a_client_made_from_it_lists_quotes(
    url: str, generated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(generated)
    client: Any = importlib.import_module("newskb_client.client")
    list_quotes: Any = importlib.import_module("newskb_client.api.quotes.list_quotes")
    get_person: Any = importlib.import_module("newskb_client.api.people.get_person")
    with serving(url) as port, client.Client(f"http://127.0.0.1:{port}") as kb:
        page = list_quotes.sync(client=kb, speaker=["people/tessa-orma"], limit=2)
        person = get_person.sync("tessa-orma", client=kb)
        problem = list_quotes.sync(client=kb, limit=0)
    assert page.data[0].speakers[0].entity == "people/tessa-orma"
    assert page.page.total >= len(page.data) == 2
    assert person.data.name == "Tessa Orma"
    assert problem.type_ == "/problems/invalid-parameter"


@pytest.fixture(scope="module")
def address(url: str) -> Iterator[str]:
    """Where a server answers."""
    with serving(url) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.mark.enable_socket
@SCHEMA.parametrize()
@settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_asked_the_answer_is_as_documented(case: Any, address: str) -> None:
    # What is a day of the calendar, a country's code or a cursor, no schema can say.
    case.call_and_validate(base_url=address, excluded_checks=[positive_data_acceptance])
