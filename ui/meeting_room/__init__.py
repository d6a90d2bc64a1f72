"""The meeting room: one screen from which a MARAC is held by keyboard."""
