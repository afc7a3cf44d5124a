"""One file per chart: ``draw(data, words, style)`` returns a Plotly figure and knows neither Streamlit nor DuckDB."""
