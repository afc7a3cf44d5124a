"""Tests of the benchmarks: their client, servers and figures."""
