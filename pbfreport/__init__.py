"""The site: settings, addresses, home, error pages and the tests of the whole."""
