"""How the screen looks and speaks, and after how long the desk locks itself: each taken at once."""

from collections.abc import Callable

from ui.context import Context
from ui.theme.theme import Brightness
from ui.theme.tokens import TextSize
from ui.widgets.card import Card
from ui.widgets.choice import Choice, Option
from ui.widgets.form import Form
from ui.words import Language


class LookCard(Card):
    """Brightness, text size, language, auto-lock."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.set_title(self.tr("显示与锁定"))
        self._context = context
        settings = context.settings
        form = Form()
        self._brightness = choice(self._brightnesses(), context.theme.brightness, self._take_brightness)
        form.add(self.tr("明暗"), self._brightness)
        form.add(self.tr("字号"), choice(self._sizes(), context.theme.size, self._take_size))
        form.add(self.tr("语言"), choice(self._languages(), settings.language, self._take_language))
        form.add(self.tr("自动锁定"), choice(self._minutes(), str(settings.lock_minutes), self._take_minutes))
        self.add(form)

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

    def _minutes(self) -> list[Option]:
        return [
            Option("0", self.tr("从不")),
            Option("5", self.tr("五分钟")),
            Option("10", self.tr("十分钟")),
            Option("30", self.tr("半小时")),
        ]

    def _take_brightness(self, chosen: str) -> None:
        self._context.settings.brightness = Brightness(chosen)
        self._context.theme.choose(brightness=Brightness(chosen))

    def _take_size(self, chosen: str) -> None:
        self._context.settings.size = TextSize(chosen)
        self._context.theme.choose(size=TextSize(chosen))

    def _take_language(self, chosen: str) -> None:
        self._context.settings.language = Language(chosen)
        self._context.shell.speak_anew()

    def _take_minutes(self, chosen: str) -> None:
        self._context.settings.lock_minutes = int(chosen)


def choice(options: list[Option], now: str, take: Callable[[str], None]) -> Choice:
    """A choice that stands at what holds now."""
    made = Choice(options)
    made.choose(now)
    made.chosen.connect(take)
    return made
