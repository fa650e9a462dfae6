"""What hands do on the graph: one class per gesture, each with a life of begin, move, key, release or cancel.

A gesture previews through the scene while it lasts and makes at most one edit when it ends; cancelled, it leaves no
trace. `hands` chooses the gesture for a press and feeds it.
"""
