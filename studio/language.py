"""The artist's language: which there are, and bringing one into Qt, for our words and for Qt's own.

In: `resources/i18n/<language>.ts`, the files that Qt Linguist edits. Out: translators installed in the application, so
that `tr` answers in that language. A language takes effect for what is shown afterwards; the settings say so.
"""

from collections.abc import Mapping
from xml.etree import ElementTree

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

import resources
from studio.words import CONTEXT

FOLDER = "i18n"
OWN = "en"
PSEUDO = "pseudo"
"""A language for tests: longer words with accents, so that what is clipped or was forgotten shows."""

_ACCENTS = str.maketrans("aeiouncyAEIOUNCY", "áéíóúñçýÁÉÍÓÚÑÇÝ")


def languages() -> tuple[str, ...]:
    """The languages that the window can speak, its own first."""
    return (OWN, *sorted(path.stem for path in resources.path(FOLDER).glob("*.ts")))


def chosen(wish: str) -> str:
    """The language that a wish means: "de", "de_AT", or "" for the system's; English for one that is not there."""
    names = [wish] if wish else QLocale.system().uiLanguages()
    known = languages()
    for name in names:
        short = name.replace("-", "_").split("_")[0].lower()
        if short in known or short == PSEUDO:
            return short
    return OWN


def use(application: QCoreApplication, wish: str) -> str:
    """Speak a language from now on, and say which it is. Translators of an earlier call go."""
    for old in application.findChildren(QTranslator):
        application.removeTranslator(old)
        old.setParent(None)
    language = chosen(wish)
    if language != OWN:
        application.installTranslator(Catalogue(words(language), application, pseudo=language == PSEUDO))
        theirs = QTranslator(application)
        if theirs.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            application.installTranslator(theirs)
    return language


def words(language: str) -> dict[str, str]:
    """The finished translations of a language by their source text."""
    path = resources.path(f"{FOLDER}/{language}.ts")
    if not path.exists():
        return {}
    found = {}
    for message in ElementTree.parse(path).iter("message"):
        source, target = message.findtext("source"), message.find("translation")
        if source and target is not None and target.text and target.get("type") is None:
            found[source] = target.text
    return found


class Catalogue(QTranslator):
    """Our words in one language; what is missing stays in English."""

    def __init__(
        self, known: Mapping[str, str], parent: QCoreApplication | None = None, *, pseudo: bool = False
    ) -> None:
        super().__init__(parent)
        self._known = known
        self._pseudo = pseudo

    def isEmpty(self) -> bool:
        """Qt asks before it takes a translator seriously."""
        return not self._known and not self._pseudo

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        """Only our own context; None leaves a text to the next translator."""
        if context != CONTEXT:
            return None  # type: ignore[return-value]
        if self._pseudo:
            return lengthened(source)
        return self._known.get(source)  # type: ignore[return-value]


def lengthened(text: str) -> str:
    """The text with accents, in brackets and about a third longer; names in braces stay as they are."""
    parts = text.split("{")
    told = parts[0].translate(_ACCENTS)
    for part in parts[1:]:
        name, brace, rest = part.partition("}")
        told += f"{{{name}{brace}{rest.translate(_ACCENTS)}"
    return f"[{told} {'õ' * (1 + len(text) // 3)}]"
