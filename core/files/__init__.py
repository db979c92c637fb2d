"""Files as they are received and stored: whole or not at all."""
