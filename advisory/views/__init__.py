"""The pages of the advisory floor."""
