"""What waits for whom and until when, read once: home, queue, timeline, a project at a glance."""
