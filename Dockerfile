# An image that ingests and serves. Nothing is fetched at run time.
#
#   docker build --tag newskb .
#   docker run --rm --volume newskb:/data --volume "$PWD/data/articles:/articles:ro" \
#     newskb ingest /articles
#   docker run --publish 8000:8000 --volume newskb:/data newskb

FROM python:3.11-slim AS build
WORKDIR /newskb
COPY requirements.lock pyproject.toml README.md LICENSE ./
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes --requirement requirements.lock
COPY app app
COPY alembic alembic
RUN /venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation --editable .

FROM python:3.11-slim
RUN useradd --uid 10001 --create-home newskb && install --directory --owner newskb /data
COPY --from=build /venv /venv
COPY --from=build /newskb /newskb
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 NEWSKB_DATABASE=sqlite:////data/newskb.db
WORKDIR /newskb
USER newskb
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/readyz', timeout=2)"]
ENTRYPOINT ["newskb"]
CMD ["serve", "--host", "0.0.0.0"]
