"""Preferences, the self-check, and what to send to whoever helps: one window of pages."""
