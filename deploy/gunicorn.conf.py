"""The web server in production; `./run` starts it with the same choices on one machine."""

import os

bind = os.environ.get("BIND", "0.0.0.0:8000")
workers = int(os.environ.get("WEB_PROCESSES", "2"))
preload_app = True
timeout = 60
graceful_timeout = 20
worker_tmp_dir = "/dev/shm"  # noqa: S108  gunicorn's own heartbeat, better not on a disk
max_requests = 5000
max_requests_jitter = 500
accesslog = "-"
control_socket_disable = True
