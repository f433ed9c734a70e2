"""Actions and the recommendations they answer: who does what by when, what came of it, and what
shows that it made a difference (R0.4, R3.7). The golden thread runs through here: source,
response, actions, dissemination, proof. Any room may enter a recommendation or an action against a
record of its own.
"""
