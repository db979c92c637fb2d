"""Talking about a report: comments with replies, people who are named, guests, a reviewer's phrases."""
