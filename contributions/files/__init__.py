"""Files and links that belong to a project, a report, an input or a row: adding, checking, reading, taking away."""
