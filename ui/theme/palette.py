"""The full palette of a theme, disabled roles too: what Fusion and every unstyled part draws with."""

from PySide6.QtGui import QColor, QPalette

from ui.theme.tokens import Tokens

Role = QPalette.ColorRole
Group = QPalette.ColorGroup


def _roles(tokens: Tokens) -> dict[Role, str]:
    return {
        Role.Window: tokens.ground,
        Role.WindowText: tokens.text,
        Role.Base: tokens.surface,
        Role.AlternateBase: tokens.alternate,
        Role.Text: tokens.text,
        Role.PlaceholderText: tokens.third,
        Role.Button: tokens.surface,
        Role.ButtonText: tokens.text,
        Role.BrightText: tokens.danger.text,
        Role.ToolTipBase: tokens.raised,
        Role.ToolTipText: tokens.text,
        Role.Highlight: tokens.selected,
        Role.HighlightedText: tokens.selected_text,
        Role.Accent: tokens.accent,
        Role.Link: tokens.accent,
        Role.LinkVisited: tokens.accent,
        Role.Light: tokens.raised,
        Role.Midlight: tokens.hover,
        Role.Mid: tokens.line,
        Role.Dark: tokens.control,
        Role.Shadow: tokens.side_bar,
    }


def _disabled(tokens: Tokens) -> dict[Role, str]:
    grey = (Role.WindowText, Role.Text, Role.ButtonText, Role.HighlightedText, Role.ToolTipText, Role.PlaceholderText,
            Role.Link, Role.LinkVisited, Role.BrightText, Role.Accent)  # fmt: skip
    return {**dict.fromkeys(grey, tokens.disabled), Role.Base: tokens.ground, Role.Button: tokens.ground,
            Role.Highlight: tokens.line}  # fmt: skip


def palette(tokens: Tokens) -> QPalette:
    """Every role in every group, so that nothing of the system's own scheme shines through."""
    made = QPalette()
    for role, colour in _roles(tokens).items():
        for group in (Group.Active, Group.Inactive, Group.Disabled):
            made.setColor(group, role, QColor(colour))
    for role, colour in _disabled(tokens).items():
        made.setColor(Group.Disabled, role, QColor(colour))
    return made
