"""Who signs in and how: people, their second factor, their sessions and the invitations that let
them in. What a person may do or see is decided by their seats, which this room knows nothing of."""
