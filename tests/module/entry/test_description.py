"""The interface describes itself soundly."""

from __future__ import annotations

import json

from tests.support import http


async def test_every_reference_of_the_description_leads_somewhere(database, tmp_path):
    async with http.client(database, tmp_path) as client:
        text = (await client.get("/api/openapi.json")).text
    described = json.loads(text)
    references = set()

    def walk(node):
        if isinstance(node, dict):
            if isinstance(node.get("$ref"), str):
                references.add(node["$ref"])
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(described)
    assert len(references) > 5
    assert "$defs" not in text
    for reference in references:
        node = described
        for part in reference.removeprefix("#/").split("/"):
            node = node[part]


async def test_every_operation_says_how_it_fails(database, tmp_path):
    async with http.client(database, tmp_path) as client:
        described = (await client.get("/api/openapi.json")).json()
        refused = await client.get("/api/v1/tasks")
    for path, operations in described["paths"].items():
        for operation in operations.values():
            assert {"4XX", "5XX"} <= set(operation["responses"]), path
    told = described["components"]["schemas"]["Failure"]["properties"]["error"]
    assert set(refused.json()["error"]) <= set(told["properties"])
    assert set(told["required"]) <= set(refused.json()["error"])


async def test_the_ground_of_the_citizens_map_is_public_but_grids_are_not(database, tmp_path):
    async with http.client(database, tmp_path) as client:
        district = await client.get("/api/v1/areas.geojson", params={"level": "district"})
        grid = await client.get("/api/v1/areas.geojson", params={"level": "grid"})
    assert (district.status_code, grid.status_code) == (200, 401)
