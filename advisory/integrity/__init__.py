"""Restricted files and the logbook: who reads them, when their steps call, and the walls around them."""
