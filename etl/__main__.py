"""The command line: python -m etl build, status, rollback, refresh, template, check."""

from etl.build import build

if __name__ == "__main__":
    import sys
    print(build(reports="none", step=print))
