"""Journeys through the portal in Chromium, on a server and a database file of their own."""
