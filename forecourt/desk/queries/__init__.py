"""What the desk shows of several rooms at once."""
