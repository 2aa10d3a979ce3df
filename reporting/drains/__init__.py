"""What the worker does on its own: plan, render, release, tell. Rows are the truth.

Each drain claims a batch with `FOR UPDATE SKIP LOCKED`, does it and commits; it may be killed at
any moment and rung as often as one likes. The queue is not asked: `reporting/tasks.py` rings.
"""
