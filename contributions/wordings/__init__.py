"""Another wording for a text of somebody else: suggested, accepted with one click, applied after some days."""
