"""Who works on a project: inviting focal points, readers and writers with their rows."""
