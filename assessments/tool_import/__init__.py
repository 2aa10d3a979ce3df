"""A country's compliance assessment tool from a file: read, compared with the last version, kept.

`sheet.py` and `identity.py` are pure; `actions.py` writes.
"""
