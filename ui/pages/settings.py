"""How the screen looks and speaks, for this person at this PC."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout

from ui.context import Context
from ui.pages.page import Page, PageSpec
from ui.theme.spacing import spaced
from ui.theme.theme import Brightness
from ui.theme.tokens import TextSize
from ui.widgets.card import Card
from ui.widgets.choice import Choice, Option
from ui.widgets.form import Form
from ui.words import Language


class SettingsPage(Page):
    """Three choices, each taken at once."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        column = spaced(QVBoxLayout(self), 12, (16, 4, 16, 16))
        card = Card(self.tr("显示"))
        form = Form()
        self._brightness = self._choice(self._brightnesses(), context.theme.brightness, self._take_brightness)
        self._size = self._choice(self._sizes(), context.theme.size, self._take_size)
        self._language = self._choice(self._languages(), context.settings.language, self._take_language)
        form.add(self.tr("明暗"), self._brightness)
        form.add(self.tr("字号"), self._size)
        form.add(self.tr("语言"), self._language)
        card.add(form)
        column.addWidget(card)
        column.addStretch(1)

    def focus_first(self) -> None:
        """The first choice."""
        self._brightness.setFocus()

    def _brightnesses(self) -> list[Option]:
        return [
            Option(Brightness.SYSTEM, self.tr("跟随系统")),
            Option(Brightness.LIGHT, self.tr("浅色")),
            Option(Brightness.DARK, self.tr("深色")),
        ]

    def _sizes(self) -> list[Option]:
        return [
            Option(TextSize.STANDARD, self.tr("标准")),
            Option(TextSize.LARGE, self.tr("大")),
            Option(TextSize.LARGEST, self.tr("特大")),
        ]

    def _languages(self) -> list[Option]:
        return [Option(Language.CHINESE, "中文"), Option(Language.ENGLISH, "English")]

    def _choice(self, options: list[Option], now: str, take: Callable[[str], None]) -> Choice:
        choice = Choice(options)
        choice.choose(now)
        choice.chosen.connect(take)
        return choice

    def _take_brightness(self, chosen: str) -> None:
        self.context.settings.brightness = Brightness(chosen)
        self.context.theme.choose(brightness=Brightness(chosen))

    def _take_size(self, chosen: str) -> None:
        self.context.settings.size = TextSize(chosen)
        self.context.theme.choose(size=TextSize(chosen))

    def _take_language(self, chosen: str) -> None:
        self.context.settings.language = Language(chosen)
        self.context.shell.speak_anew()


SPEC = PageSpec("settings", ("设置", "Settings"), "settings", SettingsPage, "Ctrl+,", at_foot=True)
