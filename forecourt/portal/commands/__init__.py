"""Every write of the owner's page."""

from forecourt.portal.commands.entry import ask_code, enter_code, leave, make_page

__all__ = ["ask_code", "enter_code", "leave", "make_page"]
