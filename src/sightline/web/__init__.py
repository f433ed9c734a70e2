"""The front door: settings, root addresses, navigation, schedule and command line."""
