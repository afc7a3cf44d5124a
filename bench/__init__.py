"""Measures the speed goals of the dashboard and the ETL: python -m bench."""
