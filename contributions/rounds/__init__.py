"""Rounds: opening the inputs of a period, with what is carried over from the one before."""
