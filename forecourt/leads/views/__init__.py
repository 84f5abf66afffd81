"""The screens of the pre-sale."""
