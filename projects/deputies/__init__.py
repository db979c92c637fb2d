"""Deputies: who holds a role names somebody who holds it too, from one day until another."""
