"""Writing with the site beside it: ``make devserver`` builds on every save and tells open pages."""
