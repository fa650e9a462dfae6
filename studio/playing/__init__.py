"""Playing: the playhead, its clock, and what it plays; shared by the viewer and the timeline."""
