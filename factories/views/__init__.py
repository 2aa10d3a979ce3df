"""The pages of the factories floor."""
