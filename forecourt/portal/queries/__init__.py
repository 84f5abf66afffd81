"""Every read of the owner's page."""
