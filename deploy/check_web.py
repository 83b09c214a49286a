"""Does the web process answer? Exit code 0 when it does. Called by the health check of the container."""

import http.client
import os
import sys

host, port = os.environ.get("REFLECT_BIND", "127.0.0.1:8000").rsplit(":", 1)
connection = http.client.HTTPConnection("127.0.0.1" if host == "0.0.0.0" else host, int(port), timeout=5)  # noqa: S104
# Asked as the proxy asks, or the answer would be "come by HTTPS" or "not this name".
name = os.environ["REFLECT_HOSTS"].split(",")[0].strip()
connection.request("GET", "/", headers={"Host": name, "X-Forwarded-Proto": "https", "X-Forwarded-For": "127.0.0.1"})
sys.exit(connection.getresponse().status >= 400)
