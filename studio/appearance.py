"""Brings the theme into Qt: palette, style sheet, typeface and text size of the whole application.

In: settings (theme, scale, reduced motion). Out: what every widget looks like, and `Look` for what paints itself. Made
once by the application. Lengths are in `em`, so everything grows with the text.
"""

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

import resources
from studio.settings import SettingsStore
from studio.theme import DARK, THEMES, Look, Theme

FONTS = ("fonts/Inter-Regular.otf", "fonts/Inter-SemiBold.otf")
POINTS = 10.0
"""Text size at scale 1; systems with larger text than this keep theirs."""


class Appearance(QObject):
    """Keeps the application's look in step with the settings."""

    def __init__(
        self, application: QApplication, settings: SettingsStore, look: Look, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._settings = settings
        self._look = look
        self._points = max(POINTS, min(application.font().pointSizeF(), 1.5 * POINTS))
        self._applied: tuple[str, float] | None = None
        self._family = load_fonts()
        settings.changed.connect(self.apply)
        self.apply()

    def apply(self) -> None:
        """Make everything look as the settings say; cheap if nothing changed."""
        chosen = self._settings.value
        theme = THEMES.get(chosen.theme, DARK)
        if self._applied != (theme.name, chosen.scale):
            self._applied = (theme.name, chosen.scale)
            font = QFont(self._family)
            font.setPointSizeF(self._points * chosen.scale)
            self._application.setFont(font)
            self._application.setPalette(palette(theme))
            self._application.setStyleSheet(style_sheet(theme, font.pointSizeF()))
        self._look.use(theme, reduce_motion=chosen.reduce_motion)


def load_fonts() -> str:
    """Make the bundled typeface known to Qt; its family's name, or the system's where the files are missing."""
    families = [
        family
        for name in FONTS
        for family in QFontDatabase.applicationFontFamilies(
            QFontDatabase.addApplicationFont(str(resources.path(name)))
        )
    ]
    return families[0] if families else QFont().family()


def palette(theme: Theme) -> QPalette:
    """Qt's colour roles from the tokens, for all three states of a widget."""
    roles = QPalette.ColorRole
    made = QPalette()
    colours = {
        roles.Window: theme.panel, roles.WindowText: theme.text, roles.Base: theme.raised,
        roles.AlternateBase: theme.panel, roles.ToolTipBase: theme.raised, roles.ToolTipText: theme.text,
        roles.PlaceholderText: theme.dim, roles.Text: theme.text, roles.Button: theme.raised,
        roles.ButtonText: theme.text, roles.BrightText: theme.error, roles.Link: theme.accent,
        roles.LinkVisited: theme.accent, roles.Highlight: theme.accent, roles.HighlightedText: theme.on_accent,
        roles.Accent: theme.accent, roles.Light: theme.line, roles.Midlight: theme.raised, roles.Mid: theme.line,
        roles.Dark: theme.window, roles.Shadow: theme.window,
    }  # fmt: skip
    for role, colour in colours.items():
        made.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, mixed(theme.dim, theme.panel, 0.28))
    made.setColor(QPalette.ColorGroup.Disabled, roles.Highlight, QColor(theme.line))
    made.setColor(QPalette.ColorGroup.Inactive, roles.Highlight, QColor(theme.accent))
    return made


def mixed(colour: str, ground: str, share: float) -> QColor:
    """A colour of which `share` (0 to 1) is another one."""
    one, other = QColor(colour), QColor(ground)

    def part(a: int, b: int) -> int:
        return round(a + (b - a) * share)

    return QColor(
        part(one.red(), other.red()), part(one.green(), other.green()), part(one.blue(), other.blue())
    )


def style_sheet(theme: Theme, points: float) -> str:
    """What the palette cannot say: tabs, docks, menus, headings, and a focus ring that can be seen.

    `points` is the text size. A label becomes a heading by its property `role`: "heading", "title" or "dim".
    """
    hover = mixed(theme.raised, theme.text, 0.08).name()
    quiet = mixed(theme.line, theme.panel, 0.35).name()
    # Where panels and window are one colour, a line must part them.
    edge = theme.window if theme.window != theme.panel else quiet
    words = {
        "window": theme.window, "panel": theme.panel, "raised": theme.raised, "line": theme.line, "quiet": quiet,
        "edge": edge, "header": theme.header,
        "text": theme.text, "dim": theme.dim, "accent": theme.accent, "on_accent": theme.on_accent, "hover": hover,
        "error": theme.error, "canvas": theme.canvas, "icons": resources.path(f"icons/{theme.name}").as_posix(),
        "heading": f"{points * 1.9:.1f}pt", "title": f"{points * 1.15:.1f}pt",
    }  # fmt: skip
    sheet = _SHEET
    # The longest names first, so that `on_accent` is not read as `accent`.
    for name in sorted(words, key=len, reverse=True):
        sheet = sheet.replace(f"${name}", words[name])
    return sheet


_SHEET = """
QMainWindow, QDialog { background: $panel; }
QMainWindow::separator { background: $edge; width: 0.25em; height: 0.25em; }
QMainWindow::separator:hover { background: $accent; }
QToolTip { background: $raised; color: $text; border: 1px solid $line; padding: 0.35em 0.5em; }
QMenuBar { background: $window; color: $text; padding: 0.1em 0.3em; }
QMenuBar::item { padding: 0.3em 0.65em; border-radius: 0.3em; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $raised; color: $text; border: 1px solid $line; padding: 0.3em; }
QMenu::item { padding: 0.35em 2em 0.35em 1.9em; border-radius: 0.25em; }
QMenu::item:selected { background: $accent; color: $on_accent; }
QMenu::item:disabled { color: $dim; background: transparent; }
QMenu::separator { height: 1px; background: $line; margin: 0.3em 0.5em; }
QMenu::indicator { width: 0.9em; height: 0.9em; left: 0.55em; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QStatusBar { background: $window; color: $dim; }
QStatusBar::item { border: none; }
QStatusBar QLabel { padding: 0.15em 0.5em; }
QTabBar { background: $window; qproperty-drawBase: 0; }
QTabBar::tab { background: $window; color: $dim; padding: 0.45em 0.9em; border: 1px solid transparent;
    border-top: 0.16em solid transparent; }
QTabBar::tab:hover { color: $text; background: $hover; }
QTabBar::tab:selected { color: $text; background: $panel; border-top-color: $accent; }
QTabBar::tab:focus { border-color: $accent; }
QTabBar::close-button { image: url("$icons/close.svg"); border-radius: 0.25em; width: 1em; height: 1em; }
QTabBar::close-button:hover { background: $line; }
QTabWidget::pane { border: none; }
QDockWidget { color: $text; }
#dock-title { background: $window; }
QToolButton#dock-close { qproperty-icon: url("$icons/dock-close.svg"); padding: 0.2em; }
QToolButton#dock-float { qproperty-icon: url("$icons/dock-float.svg"); padding: 0.2em; }
QToolButton#dock-close:hover, QToolButton#dock-float:hover { background: $line; }
QLabel[role="heading"] { font-size: $heading; font-weight: 600; }
QLabel[role="title"] { font-size: $title; font-weight: 600; }
QLabel[role="dim"] { color: $dim; }
QPushButton, QToolButton[framed="true"] { background: $raised; color: $text; border: 1px solid $line;
    border-radius: 0.35em; padding: 0.4em 0.95em; }
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:checked { background: $header; }
QPushButton:default { background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; }
QPushButton:disabled { color: $dim; background: $panel; border-color: $quiet; }
QPushButton:focus { border: 2px solid $accent; padding: 0.34em 0.88em; }
QPushButton:default:focus { border-color: $text; }
QToolButton { background: transparent; color: $text; border: 1px solid transparent; border-radius: 0.3em;
    padding: 0.25em 0.4em; }
QCheckBox, QRadioButton { spacing: 0.45em; }
QCheckBox::indicator, QRadioButton::indicator { width: 1.05em; height: 1.05em; }
QToolButton:hover { background: $hover; }
QToolButton:checked, QToolButton:pressed { background: $header; }
QToolButton:focus { border-color: $accent; }
QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox { background: $raised; color: $text;
    border: 1px solid $line; border-radius: 0.3em; padding: 0.28em 0.4em; selection-background-color: $accent;
    selection-color: $on_accent; placeholder-text-color: $dim; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {
    border-color: $accent; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QTextEdit[wrong="true"], QComboBox[wrong="true"] {
    border-color: $error; }
QLineEdit[wrong="true"]:focus, QPlainTextEdit[wrong="true"]:focus, QTextEdit[wrong="true"]:focus,
QComboBox[wrong="true"]:focus { border: 2px solid $error; padding: 0.22em 0.34em; }
QComboBox::drop-down { border: none; width: 1.4em; }
QComboBox::down-arrow { image: url("$icons/down.svg"); width: 1em; height: 1em; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: 1.2em; }
QAbstractSpinBox::up-arrow { image: url("$icons/up.svg"); width: 0.8em; height: 0.8em; }
QAbstractSpinBox::down-arrow { image: url("$icons/down.svg"); width: 0.8em; height: 0.8em; }
QTreeView::branch:has-children:closed { image: url("$icons/right.svg"); }
QTreeView::branch:has-children:open { image: url("$icons/down.svg"); }
QMenu::indicator:checked { image: url("$icons/check.svg"); }
QMenu::right-arrow { image: url("$icons/right.svg"); width: 1em; height: 1em; }
QComboBox QAbstractItemView { background: $raised; color: $text; border: 1px solid $line; }
QAbstractItemView { outline: none; }
QTreeView, QListView, QTableView, QTextBrowser { background: $panel; color: $text; border: 1px solid transparent;
    alternate-background-color: $panel; }
QTreeView:focus, QListView:focus, QTableView:focus, QTextBrowser:focus { border-color: $accent; }
QTreeView::item, QListView::item { padding: 0.25em 0.2em; }
QTreeView::item:hover, QListView::item:hover { background: $hover; color: $text; }
QTreeView::item:selected, QListView::item:selected { background: $accent; color: $on_accent; }
QHeaderView::section { background: $window; color: $dim; border: none; border-right: 1px solid $quiet;
    padding: 0.35em 0.5em; }
QScrollBar:vertical { background: transparent; width: 0.8em; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 0.8em; margin: 0; }
QScrollBar::handle { background: $line; border-radius: 0.3em; margin: 0.1em; min-height: 1.6em; min-width: 1.6em; }
QScrollBar::handle:hover { background: $dim; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""
