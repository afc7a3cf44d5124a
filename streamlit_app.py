"""The entry: `streamlit run streamlit_app.py` serves the pages, a health route, the map's land, pictures and packs."""

from __future__ import annotations

import gc

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from dashboard import identity, maps, pack_jobs, picture_address, preload, queries, warehouse
from dashboard.compression import Compressed
from dashboard.entrance import Entrance


async def health(request: Request) -> JSONResponse:
    """Say which build is served; 503 when there is none that can be read."""
    try:
        queries.build.facts()
        return JSONResponse({"status": "ok", "build": warehouse.current_build()})
    except warehouse.NoBuild as problem:
        return JSONResponse({"status": "no build", "detail": str(problem)}, status_code=503)


# A sign-in that would let anybody take any role, or nobody theirs, must not even start to serve.
identity.check_settings()
preload.everything()
# What is imported by now lives as long as the server: set aside, so that no collection of garbage walks it again.
gc.collect()
gc.freeze()

app = st.App(
    "dashboard/app.py",
    routes=[
        Route("/health", health),
        Route(maps.LAND_ROUTE, maps.serve_land),
        Route(pack_jobs.ROUTE, pack_jobs.serve_pack),
        Route(picture_address.ROUTE, picture_address.serve_picture),
    ],
    middleware=[
        Middleware(Compressed),
        Middleware(Entrance, base_path=st.get_option("server.baseUrlPath")),
    ],
)
