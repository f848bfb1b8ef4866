# The one image of web, worker, beat and the step that prepares the database.
FROM python:3.11-slim-bookworm

RUN apt-get update \
 && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 \
 && rm -rf /var/lib/apt/lists/*

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /srv/kilowire

COPY requirements.lock ./
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock
# For text messages: docker compose build --build-arg TWILIO=1
ARG TWILIO=""
RUN test -z "$TWILIO" || pip install --no-cache-dir --disable-pip-version-check "twilio>=9.13,<10"

COPY . .
RUN groupadd --gid 10001 kilowire \
 && useradd --uid 10001 --gid kilowire --no-create-home --shell /usr/sbin/nologin kilowire \
 && install -d -o kilowire -g kilowire -m 700 /var/lib/kilowire /var/lib/kilowire/var /var/lib/kilowire/jacket \
 && install -d -o kilowire -g kilowire -m 755 /var/lib/kilowire/served
USER 10001:10001

EXPOSE 8000
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "--workers", "3", "--preload", "--no-control-socket", \
     "--worker-class", "kilowire.running.gunicorn_worker.GunicornWorker", "--timeout", "60", "--graceful-timeout", "60", \
     "kilowire.wsgi"]
