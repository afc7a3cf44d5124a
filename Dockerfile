# Serves the dashboard; the warehouse is built from the bundled data while the image is made.
FROM python:3.11-slim

# Chromium draws the pictures of charts; tini ends what a killed browser leaves behind.
RUN apt-get update && apt-get install --yes --no-install-recommends chromium tini \
    && rm -rf /var/lib/apt/lists/*
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
COPY requirements.txt constraints.txt ./
RUN pip install --no-cache-dir --disable-pip-version-check -r requirements.txt

COPY . .
RUN useradd --create-home dashboard && chown -R dashboard data
USER dashboard
RUN python -m etl build

EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8501/health', timeout=4)"]
ENTRYPOINT ["tini", "--"]
CMD ["streamlit", "run", "streamlit_app.py", "--server.port=8501", "--server.address=0.0.0.0"]
