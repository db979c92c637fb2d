"""What is waiting for a person, where reports stand, and a project at a glance. Reads only."""

from pbfreport.overview.home import Home, home_page
from pbfreport.overview.lines import Task, input_counts
from pbfreport.overview.project import project_page
from pbfreport.overview.queue import queue_page

__all__ = ["Home", "Task", "home_page", "input_counts", "project_page", "queue_page"]
