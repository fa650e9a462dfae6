"""What can be done to a document, as plain functions from document to document: no Qt, no widgets, no side effects.

Every function takes the document first and returns a new one; what cannot be done raises a StudioError with the remedy.
The panels wrap them into undo steps (`studio.document`), tests and scripts call them directly.
"""
