"""The screens of the files of cars."""
