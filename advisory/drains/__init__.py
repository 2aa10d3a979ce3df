"""What the clock does on this floor: rows say what is to be done, any worker may do it."""
