"""Settings: base is what all share; demo, test and production each add what is theirs."""
