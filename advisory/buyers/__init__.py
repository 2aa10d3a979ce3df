"""What buyers ask of the factories they source from: visits, priorities, their own plans, and the log of it."""
