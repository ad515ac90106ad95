"""Plans that are still being written: measures taken over from other plans, or answering a gap."""
