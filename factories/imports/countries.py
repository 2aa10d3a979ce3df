"""Country names, as lists write them, to ISO 3166 codes of two letters.

The names and codes come from the tz database's own table (package tzdata); beside them the names
that lists of suppliers use, and the codes of three letters of countries that sew.
"""

from functools import cache
from importlib import resources

from factories.imports.spelling import plain

ALIASES = {
    "BD": "bgd|bangla desh|peoples republic of bangladesh|বাংলাদেশ",
    "BO": "bolivia plurinational state of|bol",
    "BA": "bosnia|bosna|bosnia and herzegovina|bosnia herzegovina|bih",
    "BR": "brasil|brésil|bra",
    "CD": "drc|dr congo",
    "CI": "ivory coast|cote d ivoire",
    "CN": "pr china|p r china|prc|peoples republic of china|china mainland|mainland china|chine|chn|中国|中國",
    "CZ": "czechia|czech republic|cze",
    "DE": "deutschland|allemagne|alemania|deu",
    "DO": "dominican rep|republica dominicana|république dominicaine|dom",
    "EG": "egypte|egipto|arab republic of egypt|egy|مصر",
    "ES": "espana|espagne|esp",
    "ET": "ethiopie|etiopia|eth",
    "FR": "francia|fra",
    "GB": "uk|united kingdom|great britain|england|scotland|wales|northern ireland|gbr",
    "GE": "geo|sakartvelo",
    "GT": "gtm",
    "HK": "hong kong sar|hong kong china|hkg",
    "HN": "hnd",
    "HT": "haïti|ayiti|republic of haiti|hti",
    "ID": "idn|republic of indonesia|indonésie",
    "IN": "inde|bharat|ind",
    "IT": "italia|italie|ita",
    "JO": "hashemite kingdom of jordan|jordanie|jordania|jor|الأردن",
    "JP": "japon|jpn|nippon|日本",
    "KH": "cambodge|camboya|kampuchea|kingdom of cambodia|kambodscha|khm|campuchia|កម្ពុជា",
    "KR": "south korea|korea|korea south|republic of korea|korea republic of|korea rep|kor|대한민국|한국",
    "KP": "north korea|prk",
    "LA": "laos|lao pdr|lao",
    "LK": "srilanka|lka|ceylon",
    "LS": "lso",
    "MA": "maroc|marruecos|mar",
    "MD": "moldova republic of|republic of moldova|mda",
    "MG": "madagaskar|mdg",
    "MK": "macedonia|fyrom|north macedonia|mkd",
    "MM": "myanmar|burma|birmanie|mmr|myanmar burma",
    "MO": "macao|macau|macau sar",
    "MU": "maurice|mus",
    "MX": "mexique|mex|estados unidos mexicanos",
    "MY": "malaisie|mys",
    "NI": "nic",
    "NL": "holland|the netherlands|pays bas|nld",
    "PH": "the philippines|filipinas|phl",
    "PK": "islamic republic of pakistan|pak",
    "PL": "polska|pol",
    "PT": "prt",
    "RO": "roumanie|rou",
    "RS": "srbija|srb",
    "RU": "russian federation|rus",
    "SV": "el salvador|salvador|slv",
    "SY": "syrian arab republic|syr",
    "TH": "thaïlande|tailandia|tha|ประเทศไทย|ไทย",
    "TN": "tunisie|tun",
    "TR": "turkey|türkiye|turkiye|turquie|turquia|tur",
    "TW": "taiwan|taiwan roc|chinese taipei|taiwan province of china|r o c|twn|台灣",
    "TZ": "tanzania united republic of|tza",
    "UA": "ukr",
    "US": "usa|u s a|us|united states|united states of america|estados unidos|etats unis",
    "UZ": "uzb|ouzbekistan",
    "VN": "viet nam|vietnam|socialist republic of vietnam|vnm|việt nam",
    "ZA": "rsa|south africa|zaf",
}


def country_code(text: str) -> str:
    """The code of the country that `text` names, or nothing."""
    return _codes().get(plain(text), "")


def country_name(code: str) -> str:
    return _names().get(code, code)


@cache
def _names() -> dict[str, str]:
    table = resources.files("tzdata").joinpath("zoneinfo/iso3166.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return dict(rows) | {"KR": "South Korea", "GB": "United Kingdom"}


@cache
def _codes() -> dict[str, str]:
    found = {plain(name): code for code, name in _names().items()}
    found |= {code.casefold(): code for code in _names()}
    for code, aliases in ALIASES.items():
        found |= {plain(alias): code for alias in aliases.split("|")}
    return found
