"""Media: the only room that knows av, OpenCV and Pillow.

Importing this package costs nothing; its modules are imported by the executor, the media thread, the worker process
and the command line when they first touch a file or a frame.
"""
