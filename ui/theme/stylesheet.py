"""The style sheet: a function of tokens and text size, and of the few small pictures a sheet can only take as files.

Traps kept in mind (design: screen): no `color` on QWidget (placeholders would inherit it), both scroll bars or none,
a border that grows by one pixel takes one pixel of padding, sizes in pixels only.
"""

from collections.abc import Mapping

from ui.theme.tokens import Look, Scale, Tokens

TEXT_FIELDS = "QLineEdit, QPlainTextEdit, QTextEdit"
PICKERS = "QComboBox, QAbstractSpinBox"
FIELDS = f"{TEXT_FIELDS}, {PICKERS}"


def rule(selector: str, /, **properties: object) -> str:
    """One rule; `background_color="x"` becomes `background-color: x`."""
    body = " ".join(f"{name.replace('_', '-')}: {value};" for name, value in properties.items())
    return f"{selector} {{ {body} }}"


def each(selectors: str, suffix: str) -> str:
    """The suffix put behind every selector of a list."""
    return ", ".join(selector.strip() + suffix for selector in selectors.split(","))


def sheet(look: Look, pictures: Mapping[str, str]) -> str:
    """The sheet for a look. `pictures` maps `check`, `down` and `up` to paths of painted icons."""
    tokens, scale = look.tokens, look.scale
    parts = (
        _texts(tokens, scale), _grounds(tokens, scale), _fields(tokens, scale), _pickers(tokens, scale, pictures),
        _buttons(tokens, scale), _ticks(tokens, scale, pictures), _views(tokens, scale, pictures),
        _scroll_bars(tokens, scale), _menus(tokens, scale), _tabs(tokens, scale), _small_parts(tokens, scale),
    )  # fmt: skip
    return "\n".join(line for part in parts for line in part)


def _texts(tokens: Tokens, scale: Scale) -> list[str]:
    return [
        rule('QLabel[role="h1"]', font_size=f"{scale.h1}px", font_weight=600, color=tokens.text),
        rule('QLabel[role="h2"]', font_size=f"{scale.h2}px", font_weight=600, color=tokens.text),
        rule('QLabel[role="strong"]', font_weight=600),
        rule('QLabel[role="label"]', color=tokens.second),
        rule('QLabel[role="second"]', color=tokens.second),
        rule('QLabel[role="meta"]', font_size=f"{scale.small}px", color=tokens.third),
        rule('QLabel[role="error"]', font_size=f"{scale.small}px", color=tokens.danger.text),
        rule('QLabel[role="read-back"]', font_size=f"{scale.px(32)}px", color=tokens.text),
        rule("QLabel:disabled", color=tokens.disabled),
    ]


def _grounds(tokens: Tokens, scale: Scale) -> list[str]:
    radius = f"{scale.px(6)}px"
    return [
        rule("QMainWindow, QDialog", background_color=tokens.ground),
        rule('QFrame[role="card"]', background_color=tokens.surface, border=f"1px solid {tokens.line}",
             border_radius=radius),
        rule('QFrame[role="raised"]', background_color=tokens.raised, border=f"1px solid {tokens.control}",
             border_radius=radius),
        rule('QFrame[role="case"]', background_color=tokens.surface, border=f"1px solid {tokens.line}",
             border_radius=radius),
        rule('QFrame[role="asked"]', background_color=tokens.hover, border=f"1px solid {tokens.accent}",
             border_radius=radius),
        rule('QFrame[role="bar"]', background_color=tokens.side_bar),
        rule('QFrame[role="side"]', background_color=tokens.side_bar, border_right=f"1px solid {tokens.line}"),
        rule('QFrame[role="line"]', background_color=tokens.line, border="none", max_height="1px", min_height="1px"),
        rule("QStatusBar", background_color=tokens.side_bar, border_top=f"1px solid {tokens.line}"),
        rule("QStatusBar QLabel", color=tokens.second),
        rule("QStatusBar::item", border="none"),
        rule("QScrollArea", background="transparent", border="none"),
        rule("QScrollArea > QWidget > QWidget[role=\"page\"]", background="transparent"),
    ]  # fmt: skip


def _fields(tokens: Tokens, scale: Scale) -> list[str]:
    pad, small_pad = scale.px(8), max(1, scale.px(3))
    return [
        rule(FIELDS, background_color=tokens.surface, border=f"1px solid {tokens.control}", color=tokens.text,
             border_radius=f"{scale.px(4)}px", padding=f"{small_pad}px {pad}px", min_height=f"{scale.px(20)}px"),
        # their own margins would make them a pixel or three higher than a button
        rule(f"QLineEdit, {PICKERS}", max_height=f"{scale.px(20)}px"),
        rule(TEXT_FIELDS, placeholder_text_color=tokens.third, selection_background_color=tokens.accent,
             selection_color=tokens.on_accent),
        rule(each(FIELDS, ":hover"), border_color=tokens.second),
        rule(each(FIELDS, ":focus"), border=f"2px solid {tokens.accent}", padding=f"{small_pad - 1}px {pad - 1}px"),
        rule(each(FIELDS, '[wrong="true"]'), border_color=tokens.danger.text),
        rule(each(FIELDS, ":disabled"), background_color=tokens.ground, border_color=tokens.line,
             color=tokens.disabled),
        rule(each(TEXT_FIELDS, ":read-only"), background_color=tokens.ground, border_color=tokens.line,
             color=tokens.second),
        rule('QTextEdit[role="help"]', background_color=tokens.surface, color=tokens.text),
        rule("QPlainTextEdit, QTextEdit", padding=f"{small_pad}px {pad - 2}px"),
        rule("QPlainTextEdit:focus, QTextEdit:focus", padding=f"{small_pad - 1}px {pad - 3}px"),
        rule(PICKERS, padding=f"{small_pad}px {pad + 2}px"),
        rule(each(PICKERS, ":focus"), padding=f"{small_pad - 1}px {pad + 1}px"),
        rule('QLineEdit[role="search"]', min_height=f"{scale.px(22)}px", max_height=f"{scale.px(22)}px",
             padding_left=f"{scale.px(30)}px"),
        rule('QLineEdit[role="search"]:focus', padding_left=f"{scale.px(30) - 1}px"),
        rule("QAbstractSpinBox QLineEdit", border="none", padding=0, min_height=0, background="transparent"),
    ]  # fmt: skip


def _pickers(tokens: Tokens, scale: Scale, pictures: Mapping[str, str]) -> list[str]:
    arrow = {"width": f"{scale.px(12)}px", "height": f"{scale.px(12)}px"}
    button = {"border": "none", "background": "transparent", "width": f"{scale.px(20)}px"}
    return [
        rule("QComboBox::drop-down", **button, subcontrol_origin="padding", subcontrol_position="center right"),
        rule("QComboBox::down-arrow", image=f'url("{pictures["down"]}")', **arrow),
        rule(
            "QComboBox QAbstractItemView",
            background_color=tokens.raised,
            border=f"1px solid {tokens.control}",
            selection_background_color=tokens.selected,
            selection_color=tokens.selected_text,
            outline=0,
        ),
        rule("QComboBox", combobox_popup=0),
        rule("QComboBox QAbstractItemView::item", min_height=f"{scale.px(28)}px", padding_left=f"{scale.px(8)}px"),
        rule(
            "QComboBox QAbstractItemView::item:selected", background_color=tokens.selected, color=tokens.selected_text
        ),
        rule("QAbstractSpinBox::up-button, QAbstractSpinBox::down-button", **button),
        rule("QAbstractSpinBox::up-arrow", image=f'url("{pictures["up"]}")', **arrow),
        rule("QAbstractSpinBox::down-arrow", image=f'url("{pictures["down"]}")', **arrow),
    ]


def _buttons(tokens: Tokens, scale: Scale) -> list[str]:
    pad, small = scale.px(12), scale.px(3)
    focus = {"border": f"2px solid {tokens.accent}", "padding": f"{small - 1}px {pad - 1}px"}
    return [
        rule("QPushButton", background_color=tokens.surface, border=f"1px solid {tokens.control}", color=tokens.text,
             border_radius=f"{scale.px(4)}px", padding=f"{small}px {pad}px", min_height=f"{scale.px(20)}px",
             icon_size=f"{scale.px(16)}px", outline=0),
        rule("QPushButton:hover", background_color=tokens.hover),
        rule("QPushButton:pressed, QPushButton:checked", background_color=tokens.selected,
             color=tokens.selected_text),
        rule("QPushButton:focus", **focus),
        rule("QPushButton:disabled", background_color=tokens.ground, border_color=tokens.line, color=tokens.disabled),
        rule("QPushButton::menu-indicator", image="none", width=0),
        *_primary(tokens),
        rule('QPushButton[kind="danger"]', color=tokens.danger.text, border_color=tokens.danger.text),
        rule('QPushButton[kind="danger"]:hover', background_color=tokens.danger.ground),
        rule('QPushButton[kind="quiet"], QToolButton', background="transparent", border="1px solid transparent",
             border_radius=f"{scale.px(4)}px", padding=f"{small}px {scale.px(6)}px"),
        rule('QPushButton[kind="quiet"]:hover, QToolButton:hover', background_color=tokens.hover),
        rule('QPushButton[kind="quiet"]:focus, QToolButton:focus', border=f"2px solid {tokens.accent}",
             padding=f"{small - 1}px {scale.px(6) - 1}px"),
        rule('QPushButton[kind="quiet"]:disabled', color=tokens.disabled),
        *_chips(tokens, scale),
    ]  # fmt: skip


def _chips(tokens: Tokens, scale: Scale) -> list[str]:
    """What a list is narrowed by: round, and marked while chosen."""
    name, small, pad = 'QPushButton[kind="chip"]', scale.px(2), scale.px(10)
    return [
        rule(name, border_radius=f"{scale.px(12)}px", padding=f"{small}px {pad}px"),
        rule(f"{name}:checked", background_color=tokens.selected, border_color=tokens.accent,
             color=tokens.selected_text),
        rule(f"{name}:focus", border=f"2px solid {tokens.accent}", padding=f"{small - 1}px {pad - 1}px"),
    ]  # fmt: skip


def _primary(tokens: Tokens) -> list[str]:
    name = 'QPushButton[kind="primary"]'
    return [
        rule(name, background_color=tokens.accent, border_color=tokens.accent, color=tokens.on_accent,
             font_weight=600),
        rule(f"{name}:hover, {name}:pressed", background_color=tokens.accent_hover, border_color=tokens.accent_hover),
        rule(f"{name}:disabled", background_color=tokens.line, border_color=tokens.line, color=tokens.third),
    ]  # fmt: skip


def _ticks(tokens: Tokens, scale: Scale, pictures: Mapping[str, str]) -> list[str]:
    box, side = "QCheckBox::indicator, QAbstractItemView::indicator", f"{scale.px(14)}px"
    plain = {"width": side, "height": side, "border": f"1px solid {tokens.control}",
             "background_color": tokens.surface}  # fmt: skip
    full = {"background_color": tokens.accent, "border_color": tokens.accent}
    ring = scale.px(5)
    hollow = f"{scale.px(14) + 2 - 2 * ring}px"
    return [
        rule("QCheckBox, QRadioButton", spacing=f"{scale.px(8)}px", min_height=f"{scale.px(22)}px",
             border="2px solid transparent", border_radius=f"{scale.px(4)}px", padding=f"0 {scale.px(2)}px", outline=0),
        rule("QCheckBox:focus, QRadioButton:focus", border_color=tokens.accent),
        rule("QCheckBox:disabled, QRadioButton:disabled", color=tokens.disabled),
        rule(box, **plain, border_radius=f"{scale.px(3)}px"),
        rule(each(box, ":checked"), **full, image=f'url("{pictures["check"]}")'),
        rule(each(box, ":disabled"), background_color=tokens.ground, border_color=tokens.line),
        rule(each(box, ":checked:disabled"), background_color=tokens.disabled),
        rule("QRadioButton::indicator", **plain, border_radius=f"{(scale.px(14) + 2) // 2}px"),
        rule("QRadioButton::indicator:checked", width=hollow, height=hollow, background_color=tokens.on_accent,
             border=f"{ring}px solid {tokens.accent}"),
        rule("QRadioButton::indicator:disabled", border_color=tokens.line),
        *_choice(tokens, scale),
    ]  # fmt: skip


def _choice(tokens: Tokens, scale: Scale) -> list[str]:
    name, pad, small = 'QRadioButton[role="choice"]', scale.px(10), scale.px(3)
    return [
        rule(name, background_color=tokens.surface, border=f"1px solid {tokens.control}", color=tokens.text,
             border_radius=f"{scale.px(4)}px", padding=f"{small}px {pad}px", min_height=f"{scale.px(20)}px", spacing=0),
        rule(f"{name}::indicator", width=0, height=0, border="none"),
        rule(f"{name}:hover", background_color=tokens.hover),
        rule(f"{name}:checked", background_color=tokens.selected, color=tokens.selected_text,
             border_color=tokens.accent, font_weight=600),
        rule(f"{name}:focus", border=f"2px solid {tokens.accent}", padding=f"{small - 1}px {pad - 1}px"),
        rule(f"{name}:disabled", background_color=tokens.ground, border_color=tokens.line, color=tokens.disabled),
    ]  # fmt: skip


def _views(tokens: Tokens, scale: Scale, pictures: Mapping[str, str]) -> list[str]:
    arrow = {"width": f"{scale.px(12)}px", "height": f"{scale.px(12)}px", "right": f"{scale.px(4)}px"}
    return [
        rule("QAbstractItemView", activate_on_singleclick=0),
        rule("QTableView, QListView, QTreeView", background_color=tokens.surface, border="none", outline=0,
             alternate_background_color=tokens.alternate, selection_background_color=tokens.selected,
             selection_color=tokens.selected_text, gridline_color=tokens.line),
        rule('QListView[role="side"]', background="transparent", border="none"),
        rule("QHeaderView", background_color=tokens.surface, border="none"),
        rule("QHeaderView::section", background_color=tokens.surface, color=tokens.second, border="none",
             border_bottom=f"1px solid {tokens.line}", padding=f"{scale.px(6)}px {scale.px(10)}px"),
        rule("QHeaderView::section:hover", background_color=tokens.hover),
        # Qt points down where the order rises
        rule("QHeaderView::down-arrow", image=f'url("{pictures["up"]}")', **arrow),
        rule("QHeaderView::up-arrow", image=f'url("{pictures["down"]}")', **arrow),
        rule("QTableCornerButton::section", background_color=tokens.surface, border="none"),
        rule("QAbstractScrollArea::corner", background="transparent", border="none"),
    ]  # fmt: skip


def _scroll_bars(tokens: Tokens, scale: Scale) -> list[str]:
    broad, gap = scale.px(12), scale.px(3)
    radius = f"{max(1, (broad - 2 * gap) // 2)}px"
    handle = {"background_color": tokens.control, "border_radius": radius}
    none = "QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page"
    return [
        rule("QScrollBar", background="transparent", border="none"),
        rule("QScrollBar:vertical", width=f"{broad}px", margin=0),
        rule("QScrollBar:horizontal", height=f"{broad}px", margin=0),
        rule("QScrollBar::handle:vertical", **handle, min_height=f"{scale.px(32)}px", margin=f"{gap}px"),
        rule("QScrollBar::handle:horizontal", **handle, min_width=f"{scale.px(32)}px", margin=f"{gap}px"),
        rule("QScrollBar::handle:hover", background_color=tokens.second),
        rule(none, background="transparent", border="none", width=0, height=0),
    ]


def _menus(tokens: Tokens, scale: Scale) -> list[str]:
    return [
        rule("QMenu", background_color=tokens.raised, border=f"1px solid {tokens.control}",
             padding=f"{scale.px(4)}px 0"),
        rule("QMenu::item", color=tokens.text, padding=f"{scale.px(5)}px {scale.px(24)}px {scale.px(5)}px "
             f"{scale.px(16)}px"),
        rule("QMenu::item:selected", background_color=tokens.selected, color=tokens.selected_text),
        rule("QMenu::item:disabled", color=tokens.disabled),
        rule("QMenu::icon", padding_left=f"{scale.px(12)}px"),
        rule("QMenu::separator", height="1px", background_color=tokens.line, margin=f"{scale.px(4)}px 0"),
        rule("QToolTip", background_color=tokens.raised, color=tokens.text, border=f"1px solid {tokens.control}",
             padding=f"{scale.px(4)}px"),
    ]  # fmt: skip


def _tabs(tokens: Tokens, scale: Scale) -> list[str]:
    return [
        rule("QTabWidget::pane", border="none", border_top=f"1px solid {tokens.line}"),
        rule("QTabBar", background="transparent"),
        rule("QTabBar::tab", color=tokens.second, background="transparent", border="none",
             padding=f"{scale.px(6)}px {scale.px(12)}px", border_bottom="2px solid transparent"),
        rule("QTabBar::tab:selected", color=tokens.text, border_bottom=f"2px solid {tokens.accent}"),
        rule("QTabBar::tab:hover", background_color=tokens.hover),
        rule("QTabBar::tab:selected:focus", border=f"2px solid {tokens.accent}",
             padding=f"{scale.px(6) - 2}px {scale.px(12) - 2}px {scale.px(6)}px"),
    ]  # fmt: skip


def _small_parts(tokens: Tokens, scale: Scale) -> list[str]:
    radius = f"{scale.px(3)}px"
    return [
        rule("QProgressBar", background_color=tokens.line, border="none", border_radius=radius, color=tokens.text,
             max_height=f"{scale.px(6)}px", min_height=f"{scale.px(6)}px"),
        rule("QProgressBar::chunk", background_color=tokens.accent, border_radius=radius),
        rule("QSplitter::handle", background="transparent"),
        rule("QGroupBox", border=f"1px solid {tokens.line}", border_radius=f"{scale.px(6)}px",
             margin_top=f"{scale.px(8)}px", padding_top=f"{scale.px(8)}px"),
        rule("QGroupBox::title", color=tokens.second, subcontrol_origin="margin", left=f"{scale.px(12)}px"),
    ]  # fmt: skip
