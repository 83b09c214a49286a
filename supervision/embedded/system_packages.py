"""Which parts of the system does Reflect want that no wheel carries? Pango, for PDF; Chromium, for journeys.

`pango` alone is a wish: the product runs without it, and says so where a PDF is offered. With `chromium` it is for the
tests, and they do not run without.
"""

import ctypes
import os
import shutil
import subprocess
import sys

PANGO_LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
PANGO_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-dejavu-core")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_PACKAGES = ("chromium",)


def has_pango() -> bool:
    try:
        for library in PANGO_LIBRARIES:
            ctypes.CDLL(library)
    except OSError:
        return False
    return True


def chromium() -> str | None:
    """The path of the machine's browser. REFLECT_CHROMIUM names another."""
    named = os.environ.get("REFLECT_CHROMIUM")
    return named or next((path for name in BROWSERS if (path := shutil.which(name))), None)


def missing(wanted: list[str]) -> list[str]:
    """The Debian packages to install."""
    packages: list[str] = []
    if "pango" in wanted and sys.platform.startswith("linux") and not has_pango():
        packages += PANGO_PACKAGES
    if "chromium" in wanted and chromium() is None:
        packages += CHROMIUM_PACKAGES
    return packages


def install(packages: list[str]) -> bool:
    """Whether root could install them, quietly."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(["apt-get", "-qq", *command], env=environment, capture_output=True, text=True)
        if done.returncode:
            return False
    return True


def main(wanted: list[str]) -> int:
    packages = missing(wanted)
    if not packages:
        return 0
    print(f"Looking for: {' '.join(packages)}", flush=True)
    if install(packages) and not missing(wanted):
        return 0
    command = f"apt-get update && apt-get install -y {' '.join(packages)}"
    if wanted == ["pango"]:
        print(f"PDF is switched off: this machine lacks Pango. An administrator can add it: {command}")
        return 0
    print(f"The tests need parts that this machine lacks. Ask an administrator for: {command}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
