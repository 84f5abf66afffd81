"""The screens of the sale."""
