"""The address of a picture: the view's own, with the chart and the form of the file."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit, urlunsplit

from dashboard.exports.view import View

# The folder of all pictures, below the place where the dashboard stands.
FOLDER = "export"


def address_of(view: View, key: str, kind: str, form: str) -> str:
    """Where a script or a web page finds this chart as a file: ``SITE/export/country.png?country=KEN&chart=due&form=slide``.

    ``key`` is the chart's on its page, ``kind`` the file's suffix (png, svg, pdf), ``form`` a name in FORMATS.
    """
    stands = urlsplit(view.address)
    base, _, page = stands.path.rpartition("/")
    asked = urlencode({"chart": key, "form": form})
    return urlunsplit(
        stands._replace(
            path=f"{base}/{FOLDER}/{page}.{kind}",
            query=f"{stands.query}&{asked}" if stands.query else asked,
        )
    )
