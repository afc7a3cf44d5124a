"""The script Streamlit runs for every page; all it does is hand over to the shell."""

from dashboard import full_screen, shell

shell.serve(full_screen.show)
