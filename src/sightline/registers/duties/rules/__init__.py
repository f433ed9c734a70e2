"""How the state of a promise follows from its schedule and from what happened. Pure Python."""
