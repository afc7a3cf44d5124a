"""The pages in a real browser, served by the real app from a real build."""
