"""The demo portfolio: two real projects of Kyrgyzstan, loaded through the services from fixtures/demo."""

from pbfreport.demo.cast import CAST, Person
from pbfreport.demo.history import load_history
from pbfreport.demo.loader import MARK, is_demo_database, load_demo, reset_demo

__all__ = ["CAST", "MARK", "Person", "is_demo_database", "load_demo", "load_history", "reset_demo"]
