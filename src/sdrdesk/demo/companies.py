"""Invented companies: names by language, lines of business, and the job titles of their people."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from .places import Country, slug


@dataclass(frozen=True)
class Business:
    """A line of business: the industry as a list would name it, the theme of its pains, words for company names."""

    industry: str
    theme: str
    words: dict[str, tuple[str, ...]]


def _w(de: str, en: str, fr: str, pl: str, sv: str, es: str, ja: str) -> dict[str, tuple[str, ...]]:
    texts = {"de": de, "en": en, "fr": fr, "pl": pl, "sv": sv, "es": es, "ja": ja}
    return {language: tuple(word.strip() for word in text.split(",")) for language, text in texts.items()}


BUSINESSES: tuple[Business, ...] = (
    Business("Field service", "visits", _w(
        "Wärmetechnik, Haustechnik, Aufzugsdienst", "Heating Services, Lift Care, Boiler Works",
        "Chauffage, Ascenseurs",
        "Serwis Cieplny, Windy", "Värmeservice, Hisservice", "Climatización, Ascensores", "設備サービス|Setsubi")),
    Business("Home care", "rota", _w(
        "Pflegedienst, Tagespflege, Seniorenhilfe", "Homecare, Care Partners, Day Nursing", "Soins à Domicile, Aides",
        "Opieka Domowa, Pielęgnacja", "Hemtjänst, Omsorg", "Cuidados, Ayuda a Domicilio", "介護センター|Kaigo")),
    Business("Logistics", "dock", _w(
        "Spedition, Lagerhaus, Logistik", "Freight, Warehousing, Haulage", "Transports, Entrepôts",
        "Spedycja, Magazyny", "Åkeri, Lager", "Transportes, Almacenes", "運輸|Unyu")),
    Business("Facility services", "sites", _w(
        "Gebäudereinigung, Objektservice, Winterdienst", "Cleaning, Site Services, Groundskeeping",
        "Propreté, Services",
        "Usługi Porządkowe, Serwis Obiektów", "Städ, Fastighetsservice", "Limpiezas, Mantenimientos", "ビル管理|Biru")),
    Business("Construction", "crews", _w(
        "Bauunternehmung, Dachbau, Trockenbau", "Roofing, Builders, Civil Works", "Bâtiment, Toitures",
        "Budownictwo, Dachy", "Bygg, Takläggning", "Construcciones, Cubiertas", "建設|Kensetsu")),
    Business("Events", "events", _w(
        "Veranstaltungstechnik, Messebau, Eventcatering", "Event Crew, Staging, Catering", "Événements, Traiteur",
        "Imprezy, Catering", "Evenemang, Scenteknik", "Eventos, Montajes", "イベント企画|Kikaku")),
    Business("Manufacturing", "shifts", _w(
        "Präzisionsteile, Maschinenbau, Verpackungen", "Castings, Packaging, Precision Parts", "Mécanique, Emballages",
        "Odlewnia, Opakowania", "Verkstad, Förpackning", "Envases, Mecanizados", "精密工業|Seimitsu")),
    Business("Retail", "stores", _w(
        "Bäckereien, Gartenmärkte, Feinkost", "Bakeries, Garden Centres, Grocers", "Boulangeries, Jardineries",
        "Piekarnie, Ogrody", "Bagerier, Trädgård", "Panaderías, Viveros", "製パン|Seipan")),
)  # fmt: skip

_LANGUAGE = {"DE": "de", "CH": "de", "FR": "fr", "PL": "pl", "CZ": "pl", "SE": "sv", "ES": "es", "JP": "ja"}

_STEMS: dict[str, tuple[str, ...]] = {
    "de": ("Nordmoor", "Brennholt", "Auental", "Hohenwied", "Kranichfels", "Elbmarken", "Tannhorst", "Silberbek",
           "Wiesentor", "Rotfährer", "Übersand", "Grünewort", "Mühlkamp", "Ostwaldner", "Birkenrain", "Sturmfeld"),
    "en": ("Fernhollow", "Bramblegate", "Coldwater & Pike", "Larkspur Hill", "Ironbeck", "Quayle Street", "Saltmarsh",
           "Tolliver", "Wrenfield", "Amberline", "Highmoor", "Pennywhistle", "Juniper Row", "Blackthorn Mill",
           "Cobblegate", "Eastwick Yard"),
    "fr": ("Valmondel", "Pierreclos", "Marchefeu", "Boisrivel", "L'Étincelière", "Côte-Rivaud", "Clairmarais",
           "Hautbruyère"),
    "pl": ("Jaworznik", "Brzozów", "Złotopole", "Kamienna Góra", "Świerkowo", "Hłuboš", "Železník", "Dębowiec"),
    "sv": ("Björkhaga", "Åsviken", "Kråkmåla", "Norrfjäll", "Tallmosse", "Öregrind"),
    "es": ("Peñalara Sur", "Vallehermoso", "Olmedal", "Río Cárdeno", "Castañar", "Montesoto"),
    "ja": ("青葉|Aoba", "北斗|Hokuto", "山吹|Yamabuki", "千鳥|Chidori", "富浦|Tomiura"),
}  # fmt: skip

TITLES: dict[str, tuple[str, ...]] = {
    "decides": ("Managing Director", "COO", "Head of Operations", "Owner", "VP Operations"),
    "champion": ("Operations Manager", "Head of Planning", "Scheduling Lead", "Regional Manager"),
    "recommends": ("Process Analyst", "IT Manager", "Project Lead", "Continuous Improvement Manager"),
    "user": ("Dispatcher", "Team Lead", "Shift Supervisor", "Planner", "Branch Manager"),
    "blocks": ("Works Council Chair", "IT Security Officer", "Head of Procurement"),
    "signs": ("CFO", "Finance Director", "Commercial Director"),
}
OWN_ACCOUNT_TITLES = ("Freelance event planner", "Independent carer", "Master roofer", "Solo caterer", "Sole trader")


@dataclass(frozen=True)
class Company:
    """One invented company: its name, the label of its internet domain (ends in .example), its business."""

    name: str
    domain: str
    business: Business


def a_company(rng: Random, country: Country, taken: set[str]) -> Company:
    """A company nobody on this desk has yet; `taken` holds the domains given out so far and grows."""
    language = _LANGUAGE.get(country.code, "en")
    for _ in range(200):
        business = rng.choice(BUSINESSES)
        stem, spoken = _two(rng.choice(_STEMS[language]))
        word, spoken_word = _two(rng.choice(business.words[language]))
        domain = slug(f"{spoken} {spoken_word}")
        if domain not in taken:
            taken.add(domain)
            return Company(_name(rng, country, stem, word), f"{domain}.example", business)
    city = rng.choice(country.cities)
    domain = slug(f"{spoken} {spoken_word}") + f"-{len(taken)}"
    taken.add(domain)
    return Company(f"{_name(rng, country, stem, word)} ({city})", f"{domain}.example", business)


def _name(rng: Random, country: Country, stem: str, word: str) -> str:
    ending = rng.choice(country.endings)
    if country.code == "JP":
        return f"{ending}{stem}{word}"
    if country.code == "FR" and rng.random() < 0.5:
        return f"{word} {stem} {ending}"
    return f"{stem} {word} {ending}"


def _two(text: str) -> tuple[str, str]:
    """A word and how it is written in Latin letters: 'written|spoken', or the same for both."""
    written, _, spoken = text.partition("|")
    return written, spoken or written
