"""Words that people wrote in several languages, read in the reader's, or in the first there is."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language, get_language_info


@dataclass(frozen=True)
class Words:
    """`language` and `direction` are those of the words, which may not be the reader's."""

    text: str
    language: str
    direction: str


def in_words(by_language: Mapping[str, str]) -> Words:
    wanted = [get_language() or "", settings.LANGUAGE_CODE, *by_language]
    language = next((each for each in wanted if by_language.get(each)), settings.LANGUAGE_CODE)
    direction = "rtl" if get_language_info(language)["bidi"] else "ltr"
    return Words(by_language.get(language, ""), language, direction)
