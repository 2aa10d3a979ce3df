"""The forms of the factories floor; what may happen is decided by the actions."""
