"""The measured budgets: real requests to a real house, beside the floor of plain SQL."""
