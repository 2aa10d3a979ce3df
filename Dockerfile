# One image for web, worker, beat and the preparation of the database: docker-compose.yml says which is which.
FROM python:3.11-slim-bookworm

RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin betterwork

WORKDIR /srv/betterwork
COPY requirements.lock .
# A mirror or proxy of one's own: docker build --secret id=pip,src=$HOME/.config/pip/pip.conf .
RUN --mount=type=secret,id=pip,target=/etc/pip.conf,required=false \
    pip install --no-cache-dir --disable-pip-version-check --require-hashes --requirement requirements.lock

COPY . .
ENV PYTHONUNBUFFERED=1 VAR_DIR=/var/lib/betterwork XDG_CACHE_HOME=/tmp
RUN python -m betterwork.launcher.catalogues locale \
    && python manage.py static \
    && python -m compileall -q . \
    && chown -R betterwork:betterwork /var/lib/betterwork

USER betterwork
EXPOSE 8000
CMD ["python", "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "betterwork.wsgi"]
