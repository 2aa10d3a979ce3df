"""Incidents and strikes: what is owed, when its clocks ring and whom, and what their page shows."""
