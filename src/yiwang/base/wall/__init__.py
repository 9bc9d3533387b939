"""What the wall of the operations centre shows: counted as it happens, never from other modules' tables."""
