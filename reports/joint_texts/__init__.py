"""The joint texts: the coordinator's pages, taking over, and saving."""
