"""A clerk types zs or shantianfang and finds the person."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.domain.pinyin import MOST, initials, syllables


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("张三", "zs"),
        ("单田芳", "stf"),
        ("曾志伟", "zzw"),
        ("仇英", "qy"),
        ("欧阳修", "oyx"),
        ("尉迟恭", "ycg"),
        ("万俟卨", "mqx"),
    ],
)
def test_the_surnames_own_reading_comes_first(name: str, first: str) -> None:
    assert initials(name)[0] == first


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("张三", "zhangsan"),
        ("单田芳", "shantianfang"),
        ("单田芳", "dantianfang"),
        ("曾乐", "zengle"),
        ("曾乐", "zengyue"),
        ("曾乐", "cengle"),
        ("查良镛", "zhaliangyong"),
        ("解缙", "xiejin"),
        ("盖叫天", "gejiaotian"),
        ("朴正熙", "piaozhengxi"),
        ("覃塘", "qintang"),
        ("覃塘", "tantang"),
        ("吕布", "lvbu"),
        ("阿卜杜·热合曼", "abudureheman"),
        ("𠅤䶮", "xiyan"),
    ],
)
def test_every_reading_finds_the_name(name: str, typed: str) -> None:
    assert typed in syllables(name)


def test_letters_and_digits_stay() -> None:
    assert initials("Ivan Petrov") == ("ip",)
    assert syllables("Ivan Petrov") == ("ivanpetrov",)
    assert initials("红旗大街188号")[0] == "hqdj188h"
    assert initials("") == initials("· —") == syllables("😀") == ()


def test_the_program_starts_without_pypinyin() -> None:
    code = "import sys; import reception.domain.pinyin; sys.exit('pypinyin' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=60))
def test_any_name_has_few_ways_and_each_once(name: str) -> None:
    for ways in (initials(name), syllables(name)):
        assert 1 <= len(ways) <= MOST
        assert len(set(ways)) == len(ways)
    assert {way[0] for way in initials(name)} == {way[0] for way in syllables(name)}


@given(st.text(max_size=50))
def test_no_text_raises(text: str) -> None:
    assert all(way.strip() for way in (*initials(text), *syllables(text)))
