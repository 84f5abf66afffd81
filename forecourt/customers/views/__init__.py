"""The screens of the files of people and companies."""
