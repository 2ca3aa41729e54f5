"""The first five minutes: how to begin, the room, the recovery key for the envelope, the first clerk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QGridLayout, QHBoxLayout, QWidget

from reception.domain.errors import InvalidInput
from ui.session.gate import Part
from ui.session.secret import SecretEdit
from ui.theme.spacing import spaced
from ui.widgets.button import Button, Kind
from ui.widgets.choice import Choice, Option
from ui.widgets.labels import Words
from ui.widgets.line_edit import LineEdit, as_code
from ui.words import Language, language, series, translate

JOIN, SAMPLE, ALONE, RESTORE = "join", "sample", "alone", "restore"


class Welcome(Part):
    """How to begin, by digit. `began` gives JOIN, SAMPLE, ALONE or RESTORE; `spoken` another language."""

    began = Signal(str)
    spoken = Signal(str)

    def __init__(self) -> None:
        super().__init__(
            translate("Welcome", "欢迎使用民生接待"),
            translate("Welcome", "这台电脑还没有接待室的资料。按数字选一种开始方式，以后都能再改。"),
        )
        self._ways = Choice(self._options(), upright=True)
        self._ways.setAccessibleName(self.tr("开始方式"))
        self._ways.choose(JOIN)
        self._ways.chosen.connect(lambda _: self._explain())
        self._told = Words("", "second", wrap=True)
        self.add(self._ways)
        self.add(self._told)
        self.add(self._languages())
        self.add_back(self.tr("退出"))
        self.add_submit(self.tr("继续"))
        self._explain()

    def submit(self) -> None:
        """Begin that way."""
        self.began.emit(self._ways.key)

    def focus_first(self) -> None:
        """The ways."""
        self._ways.setFocus()

    def _options(self) -> list[Option]:
        return [
            Option(JOIN, self.tr("加入本区")),
            Option(SAMPLE, self.tr("用样例数据试用")),
            Option(ALONE, self.tr("先离线使用")),
            Option(RESTORE, self.tr("用备份恢复")),
        ]

    def _explanations(self) -> Mapping[str, str]:
        return {
            JOIN: self.tr("需要区里给的服务器地址和入网码。没有网络时照常登记，来了网自动上报。"),
            SAMPLE: self.tr("43 个接待室、53 个网格的样例区，随便试。样例在自己的文件夹里，不会混进正式数据。"),
            ALONE: self.tr("只填接待室代码就能开始登记，以后在「同步」页加入本区，已登记的会一起上报。"),
            RESTORE: self.tr("换了电脑时用：选最近的备份文件，输入信封里的恢复码。"),
        }

    def _explain(self) -> None:
        self._told.setText(self._explanations()[self._ways.key])

    def _languages(self) -> QWidget:
        holder = QWidget()
        row = spaced(QHBoxLayout(holder), 8)
        row.addStretch(1)
        other = {Language.CHINESE: ("English", Language.ENGLISH), Language.ENGLISH: ("中文", Language.CHINESE)}
        words, chosen = other[language()]
        row.addWidget(Button(words, lambda: self.spoken.emit(chosen.value), kind=Kind.QUIET))
        return holder


@dataclass(frozen=True, slots=True)
class Joining:
    """What is needed to make a room's folder; `url` and `code` are empty when it stays offline for now."""

    room: str
    url: str = ""
    code: str = ""
    ca: str = ""


class RoomForm(Part):
    """Asks for the room's code, and with `online` for the district's server and the one-time code."""

    wanted = Signal(object)

    def __init__(self, *, online: bool) -> None:
        if online:
            title = translate("RoomForm", "加入本区")
            told = translate("RoomForm", "地址和入网码由区里发给接待室，入网码用一次就作废。")
        else:
            title = translate("RoomForm", "先离线使用")
            told = translate("RoomForm", "代码是编号的开头，例如 NG07；不清楚可以问区里。")
        super().__init__(title, told)
        self._online = online
        self._room = LineEdit(cleaned=as_code, hint="NG07")
        self._url = LineEdit(cleaned=as_code, hint="https://")
        self._code = LineEdit(cleaned=as_code, hint="K7QF-2M9X")
        self._ca = LineEdit(cleaned=str, hint=self.tr("一般不用填"))
        self.form.add(self.tr("接待室代码"), self._room, "room")
        if online:
            self.form.add(self.tr("服务器地址"), self._url, "url")
            self.form.add(self.tr("入网码"), self._code, "code")
            self.form.add(self.tr("证书文件"), self._ca, "ca")
        self.add(self.form)
        self.add_back(self.tr("返回"))
        self.add_submit(self.tr("继续"))

    def submit(self) -> None:
        """Give what was typed, when it is whole."""
        try:
            given = self._read()
        except InvalidInput as error:
            self.show_error(error)
            return
        self.set_busy(busy=True)
        self.wanted.emit(given)

    def focus_first(self) -> None:
        """The room's code."""
        self._room.setFocus()

    def _read(self) -> Joining:
        if not self._online:
            return Joining(needed(self._room, "room"))
        return Joining(
            needed(self._room, "room"), needed(self._url, "url"), needed(self._code, "code"), self._ca.value()
        )


def needed(field: LineEdit, name: str) -> str:
    """What stands in a field. Raises InvalidInput naming it when nothing does."""
    value = field.value()
    if not value.strip():
        raise InvalidInput("请填写", english="is needed", field=name)
    return value


class RecoveryCard(Part):
    """Shows the recovery key, once. `printed` and `saved` ask for its paper; `put_away` says that it lies in safety."""

    printed = Signal()
    saved = Signal(str)
    put_away = Signal()

    def __init__(self, key: str, room: str) -> None:
        super().__init__(
            translate("RecoveryCard", "恢复码：只显示这一次"),
            translate(
                "RecoveryCard",
                "电脑坏了或换电脑时，凭它打开备份。打印或抄下来，封进信封交室负责人保管；不要存在这台电脑上。",
            ),
        )
        self._room = room
        self.add(_groups(key))
        self.add(self._papers())
        self._safe = QCheckBox(self.tr("已打印或抄写，并封好收起"))
        self.add(self._safe)
        self._on = self.add_submit(self.tr("继续"))
        self._on.setEnabled(False)
        self._safe.toggled.connect(self._on.setEnabled)

    def submit(self) -> None:
        """It lies in safety."""
        self.put_away.emit()

    def focus_first(self) -> None:
        """The printer's button."""
        self._print.setFocus()

    def _papers(self) -> QWidget:
        holder = QWidget()
        row = spaced(QHBoxLayout(holder), 8)
        self._print = Button(self.tr("打印"), self.printed.emit, icon_name="printer")
        row.addWidget(self._print)
        row.addWidget(Button(self.tr("存为 PDF"), self._save, icon_name="save"))
        row.addStretch(1)
        return holder

    def _save(self) -> None:
        place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        what = self.tr("恢复码")
        name = str(Path(place) / f"{self._room}-{what}.pdf")
        dialog = QFileDialog(self, self.tr("存为 PDF"), name, "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.saved)
        dialog.open()


def _groups(key: str) -> QWidget:
    holder = QWidget()
    grid = spaced(QGridLayout(holder), 8)
    for place, group in enumerate(key.split("-")):
        cell = Words(group, "h1")
        grid.addWidget(Words(str(place + 1), "meta"), 2 * (place // 4), place % 4, Qt.AlignmentFlag.AlignHCenter)
        grid.addWidget(cell, 2 * (place // 4) + 1, place % 4, Qt.AlignmentFlag.AlignHCenter)
    holder.setAccessibleName(key)
    return holder


@dataclass(frozen=True, slots=True)
class NewClerk:
    """A login to be made. `pin` may be empty."""

    name: str
    code: str
    password: str
    pin: str = ""


class FirstClerk(Part):
    """The first login of this desk, who leads the room. `named` asks for a login made of a name's initials."""

    wanted = Signal(object)
    named = Signal(str)

    def __init__(self, known: Sequence[tuple[str, str]] = ()) -> None:
        told = translate("FirstClerk", "第一位接待员也是室负责人，以后可以在「设置」里增加别人。")
        names = series(f"{name} {code}" for code, name in known)
        if names:
            told = translate("FirstClerk", "本室已有：{names}。填自己的登录名，设一个本机密码。").format(names=names)
        super().__init__(translate("FirstClerk", "谁来用这台电脑"), told)
        self._name, self._code = LineEdit(longest=50), LineEdit(cleaned=as_code, longest=32)
        self._password, self._again = SecretEdit(hint=self.tr("至少 6 位")), SecretEdit()
        self._pin = SecretEdit(hint=self.tr("可不填；4 位以上数字，解锁用"))
        self.form.add(self.tr("姓名"), self._name, "name")
        self.form.add(self.tr("登录名"), self._code, "code")
        self.form.add(self.tr("密码"), self._password, "password")
        self.form.add(self.tr("再输一遍"), self._again, "again")
        self.form.add(self.tr("PIN"), self._pin, "pin")
        self.add(self.form)
        self.add_submit(self.tr("开始使用"))
        self._name.editingFinished.connect(self._ask_code)

    def suggest(self, code: str) -> None:
        """Offer a login where none was typed."""
        if not self._code.text():
            self._code.write(code)

    def submit(self) -> None:
        """Give what was typed, when both passwords are alike."""
        try:
            given = NewClerk(
                needed(self._name, "name"), needed(self._code, "code"), self._password.text(), self._pin.text()
            )
            if self._password.text() != self._again.text():
                raise InvalidInput("两次输入不一样", english="the two differ", field="again")
        except InvalidInput as error:
            self.show_error(error)
            return
        self.set_busy(busy=True)
        self.wanted.emit(given)

    def focus_first(self) -> None:
        """The name."""
        self._name.setFocus()

    def _ask_code(self) -> None:
        if self._name.text() and not self._code.text():
            self.named.emit(self._name.text())


@dataclass(frozen=True, slots=True)
class Restoring:
    """A backup to bring back."""

    file: str
    recovery_key: str


class RestoreForm(Part):
    """Asks for the backup and the recovery key from the envelope; `given` are those given before."""

    wanted = Signal(object)

    def __init__(self, given: Restoring | None = None) -> None:
        super().__init__(
            translate("RestoreForm", "用备份恢复"),
            translate("RestoreForm", "备份之后登记的、已经上报的，联网后会自动收回。"),
        )
        self._file = LineEdit(cleaned=str)
        self._key = LineEdit(cleaned=as_code, hint="3F7K9-…")
        if given is not None:
            self._file.write(given.file)
            self._key.write(given.recovery_key)
        self.form.add(self.tr("备份文件"), self._file, "file")
        self.form.add(self.tr("恢复码"), self._key, "recovery_key")
        self.add(self.form)
        choose = Button(self.tr("选文件"), self._choose, icon_name="folder-open")
        row = spaced(QHBoxLayout(), 8)
        row.addWidget(choose)
        row.addStretch(1)
        self.add(row)
        self.add_back(self.tr("返回"))
        self.add_submit(self.tr("恢复"))

    def submit(self) -> None:
        """Bring it back."""
        try:
            given = Restoring(needed(self._file, "file"), needed(self._key, "recovery_key"))
        except InvalidInput as error:
            self.show_error(error)
            return
        self.set_busy(busy=True)
        self.wanted.emit(given)

    def focus_first(self) -> None:
        """The file."""
        self._file.setFocus()

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("备份文件"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._file.write)
        dialog.open()
