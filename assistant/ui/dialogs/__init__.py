"""Dialogs: forms whose values become drafts."""
