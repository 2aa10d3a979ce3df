"""Factories from a file: read it, guess its columns, check its rows, match them, plan, apply.

Everything in this package but `factories/actions/imports.py`, which writes, is pure: bytes and rows in, rows and
sentences out. `docs/decisions/0010-import.md` says what was decided and what was measured.
"""
