"""Finds LibreOffice for the tests, or gets it from Debian's packages; the tests do without it, too."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("soffice", "libreoffice")
PACKAGES = ("libreoffice-calc", "libreoffice-impress")


def find_office() -> str | None:
    """Path of an installed LibreOffice ($SOFFICE first), else None."""
    for name in (os.environ.get("SOFFICE", ""), *NAMES):
        path = shutil.which(name) if name else None
        if path:
            return path
    return None


def install_office() -> str | None:
    """Path of LibreOffice, installed if need be; None where it could not be, with a word on why."""
    found = find_office()
    if found:
        return found
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt_get = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    commands = (
        [*apt_get, "update", "-qq"],
        [*apt_get, "install", "-y", "-qq", "--no-install-recommends", *PACKAGES],
    )
    for command in commands:
        print(f"==> No LibreOffice found; trying: {' '.join(command)}", flush=True)
        try:
            subprocess.run(command, check=True, timeout=900, env=environment)
        except (OSError, subprocess.SubprocessError) as error:
            print(f"    did not work: {error}", flush=True)
            return None
    return find_office()


if __name__ == "__main__":
    office = install_office()
    print(
        f"==> LibreOffice for the tests: {office}"
        if office
        else "==> No LibreOffice: the tests that open files in it are skipped. Install it, or name "
        "one: SOFFICE=/path/to/soffice make test"
    )
    sys.exit(0)  # without it, the other tests are worth running all the same
