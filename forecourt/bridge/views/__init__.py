"""The screens of the bridge."""
