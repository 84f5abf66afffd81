"""Every read of the service room that a screen or another room needs."""
