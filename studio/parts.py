"""What the pages and panels of the window share: made once by the application, handed to constructors.

Holds no logic; it only keeps constructors short.
"""

from dataclasses import dataclass

from engine.session import Session
from studio.edit.ports import Faces
from studio.errands import Errands
from studio.playing.booth import Booth
from studio.projects.workspace import Workspace
from studio.prompt.advice import Adviser
from studio.settings import SettingsStore
from studio.theme import Look
from studio.warmup import Warmup
from studio.work.jobs import Jobs
from studio.work.manners import Manners


@dataclass(frozen=True)
class Parts:
    """One of each per running program."""

    session: Session
    settings: SettingsStore
    look: Look
    faces: Faces
    errands: Errands
    workspace: Workspace
    warmup: Warmup
    jobs: Jobs
    manners: Manners
    adviser: Adviser
    booth: Booth
