"""How does the web server run? The same way on a laptop and in production; only where it listens differs."""

import os

bind = os.environ.get("REFLECT_BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("REFLECT_WEB_PROCESSES", "2"))
threads = 4  # each keeps a database connection: processes x threads must stay below the server's max_connections
timeout = 60  # seconds; a request that takes longer is ended
graceful_timeout = 20  # seconds for the requests at work when the server is asked to stop
max_requests = 5000  # a process is replaced after so many, which bounds what any leak can grow to
max_requests_jitter = 500
loglevel = "warning"
accesslog = None  # who opened what is in the audit, which knows more and is protected
control_socket_disable = True
