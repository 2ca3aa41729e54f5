"""The colours of the screen, one frozen value per theme, and the scale of everything that has a size (design: screen).

No other module names a colour; `tests/ui/test_colours.py` holds that and the contrast of every pair. Where thin strokes
are drawn they blend with their ground: `tests/ui/test_contrast.py` measures pixels, so pairs need more than 4.5 : 1.
"""

from dataclasses import dataclass
from enum import StrEnum


class ToneName(StrEnum):
    """What a pill, a notice or a timeline dot says with its colour (and always with a word too)."""

    NEUTRAL = "neutral"
    INFO = "info"
    OK = "ok"
    WARN = "warn"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Tone:
    """A state's text colour and the ground it stands on."""

    text: str
    ground: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme. Colours are `#RRGGBB`."""

    dark: bool
    ground: str
    surface: str
    raised: str
    side_bar: str
    alternate: str
    hover: str
    line: str
    control: str
    text: str
    second: str
    third: str
    disabled: str
    accent: str
    accent_hover: str
    on_accent: str
    selected: str
    selected_text: str
    danger: Tone
    warn: Tone
    ok: Tone
    info: Tone

    @property
    def neutral(self) -> Tone:
        """A state that asks for nothing."""
        return Tone(self.second, self.hover)

    def tone(self, name: ToneName) -> Tone:
        """The pair of a named state."""
        tones = {
            ToneName.NEUTRAL: self.neutral,
            ToneName.INFO: self.info,
            ToneName.OK: self.ok,
            ToneName.WARN: self.warn,
            ToneName.DANGER: self.danger,
        }
        return tones[name]


LIGHT = Tokens(
    dark=False,
    ground="#F5F6F8",
    surface="#FFFFFF",
    raised="#FFFFFF",
    side_bar="#ECEEF2",
    alternate="#FAFBFC",
    hover="#EEF2F8",
    line="#DDE1E7",
    control="#828A99",
    text="#1B2330",
    second="#4A5566",
    third="#566276",
    disabled="#98A1B0",
    accent="#1F5FBF",
    accent_hover="#184E9F",
    on_accent="#FFFFFF",
    selected="#DCE8FA",
    selected_text="#12305E",
    danger=Tone("#B42318", "#FDECEA"),
    warn=Tone("#8A4B00", "#FFF3DC"),
    ok=Tone("#1A6B3C", "#E4F4EA"),
    info=Tone("#1A55AD", "#E6EFFC"),
)

DARK = Tokens(
    dark=True,
    ground="#15181D",
    surface="#1C2026",
    raised="#252A32",
    side_bar="#111418",
    alternate="#20242B",
    hover="#2A303A",
    line="#343B46",
    control="#7B8696",
    text="#E6E9EE",
    second="#B4BCC8",
    third="#929CAB",
    disabled="#667080",
    accent="#7FB0FF",
    accent_hover="#A3C7FF",
    on_accent="#0B1B33",
    selected="#26406B",
    selected_text="#F0F5FF",
    danger=Tone("#FF9A8F", "#3D1F1D"),
    warn=Tone("#F2B95C", "#3A2C12"),
    ok=Tone("#7FD19B", "#17331F"),
    info=Tone("#7FB0FF", "#1A2C48"),
)


class TextSize(StrEnum):
    """The three sizes a clerk can choose: 标准, 大, 特大."""

    STANDARD = "standard"
    LARGE = "large"
    LARGEST = "largest"


BASE = {TextSize.STANDARD: 13, TextSize.LARGE: 15, TextSize.LARGEST: 18}
"""Pixels of the running text by size; all lengths are given at 13 and scale with it."""

DESIGN_BASE = 13


@dataclass(frozen=True, slots=True)
class Scale:
    """Lengths for one size of text. `base` is the running text in pixels."""

    base: int = DESIGN_BASE

    def px(self, length: float) -> int:
        """A length drawn at base 13, in pixels at this base; never below 1 for a length above 0."""
        return max(1, round(length * self.base / DESIGN_BASE)) if length > 0 else round(length)

    @property
    def small(self) -> int:
        """Text of pills and meta lines."""
        return self.px(12)

    @property
    def h2(self) -> int:
        """Text of a card's title."""
        return self.px(15)

    @property
    def h1(self) -> int:
        """Text of a page's title."""
        return self.px(20)


@dataclass(frozen=True, slots=True)
class Look:
    """What is drawn now: a theme at a size."""

    tokens: Tokens = LIGHT
    scale: Scale = Scale()

    def px(self, length: float) -> int:
        """See `Scale.px`."""
        return self.scale.px(length)
