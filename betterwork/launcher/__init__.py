"""What `./run` does. Python's standard library only: it runs before anything is installed.

main       the verbs and their options
venv       virtual environment from hash-pinned lock files; pipconfig maps pip's configuration to uv's
place      the folder of one instance: secrets, ports, logs, and as root the servers' own home
postgres, redis   the embedded servers
processes  starting, watching, stopping; taking over what a killed launcher left behind
start, test, bench, manage   one module a verb
system     Debian packages: asked of apt as root, named to everybody else
catalogues translations, compiled without gettext's tools
"""
