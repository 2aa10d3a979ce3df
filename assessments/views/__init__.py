"""Pages of the assessments floor: door, form, action, redirect."""
