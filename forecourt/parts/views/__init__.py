"""The screens of the store room."""
