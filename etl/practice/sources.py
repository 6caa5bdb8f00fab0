"""The sources of Practice: all is invented except the outlines and public figures of whole regions."""

from typing import Any

from etl.contract import Contract, yaml_mapping
from etl.practice.recipe import BIG_LOCAL, Recipe

ADDRESS = "https://example.org/practice"
PUBLISHER = "Invented for Practice"
ATTRIBUTION = "Contains OS data © Crown copyright and database right 2025."


def source_files(contracts: list[Contract], recipe: Recipe) -> dict[str, dict[str, Any]]:
    """Return the content of the file of sources beside each reference and published table, by the table's path."""
    return {
        f"{contract.folder}/{contract.table}": {"sources": _sources(contract, recipe)}
        for contract in contracts
        if contract.folder != "returns"
    }


def _sources(contract: Contract, recipe: Recipe) -> list[dict[str, str]]:
    if contract.table == "context":
        return [_source_with_regions(source, recipe) for source in _public_sources("reference/context")]
    if contract.folder == "published":
        return [_invented_source("record", "Invented public record", recipe)]
    if contract.table in ("outline", "region"):
        real = [
            {**source, "source_id": "region_outlines", "licence": f"{source['licence']}. {ATTRIBUTION}"}
            for source in _public_sources(f"reference/{contract.table}")
        ]
        return [_invented_source("invented_outlines", "Invented outlines of councils and areas", recipe), *real]
    return [_invented_source(f"invented_{contract.table}", f"Invented: {contract.description.rstrip('.')}", recipe)]


def _public_sources(name: str) -> list[dict[str, str]]:
    return yaml_mapping(BIG_LOCAL / f"{name}.yml")["sources"]


def _invented_source(source_id: str, title: str, recipe: Recipe) -> dict[str, str]:
    return {
        "source_id": source_id, "publisher": PUBLISHER, "title": title, "address": ADDRESS, "licence": "CC0",
        "dated": str(recipe.rules["last_day"]), "what_was_done": f"Drawn at random, with the seed {recipe.seed}.",
    }  # fmt: skip


def _source_with_regions(source: dict[str, str], recipe: Recipe) -> dict[str, str]:
    """Return the source of a series: invented for the areas, public for whole regions and England."""
    return {
        "source_id": source["source_id"],
        "publisher": PUBLISHER,
        "title": f"Invented figures of areas, in the form of: {source['title']}",
        "address": ADDRESS,
        "licence": f"CC0; figures of whole regions and England: {source['licence']}",
        "dated": str(recipe.rules["last_day"]),
        "what_was_done": f"Areas: drawn at random, with the seed {recipe.seed}. Whole regions and England, being real places: "
        f"figures of {source['publisher']} ({source['address']}), as in Big Local's reference.",
    }
