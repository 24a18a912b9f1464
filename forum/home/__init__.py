"""The front door of the site: home page, legal pages, site map."""
