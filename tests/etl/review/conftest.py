"""People who act, and a store to act on: a folder, or a bucket of a real S3 API on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.review.store import Actor, Store

FOCAL_POINT = Actor("issuer|kenya", "Focal point of Kenya", "focal_point", "KEN")
SECRETARIAT = Actor("issuer|secretariat", "Secretariat", "secretariat")
CSG = Actor("issuer|csg", "Core Support Group", "csg")
VIEWER = Actor("issuer|viewer", "Viewer", "viewer")
DETAILS = {"file_name": "report-KEN-2026-en.xlsx", "country_code": "KEN", "reporting_year": 2026}


@pytest.fixture(scope="session")
def s3_address() -> Iterator[str]:
    """The address of an S3 API with an empty bucket, as fsspec takes it."""
    from moto.server import ThreadedMotoServer

    with pytest.MonkeyPatch.context() as patch:
        server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        server.start()
        host, port = server.get_host_and_port()
        patch.setenv("AWS_ACCESS_KEY_ID", "test")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "test")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        yield "s3://reports"
        server.stop()


@pytest.fixture(params=["folder", "s3"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a store is: in a folder, and on S3."""
    if request.param == "folder":
        return str(tmp_path / "store")
    address = request.getfixturevalue("s3_address")
    import boto3

    client = boto3.client("s3")
    bucket = tmp_path.name.replace("_", "-").lower()[-40:].strip("-.")
    client.create_bucket(Bucket=bucket)
    return f"{address.rsplit('/', 1)[0]}/{bucket}/store"


@pytest.fixture
def store(place: str) -> Store:
    """An empty store."""
    return Store(place)
