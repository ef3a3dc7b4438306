"""Countries of the demo: names people have there, cities, time zones and telephone numbers kept for fiction."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Country:
    """One country: its share of the desk and what a made-up person or company there looks like."""

    code: str
    name: str
    share: int
    zone: str
    cities: tuple[str, ...]
    first: tuple[str, ...]
    last: tuple[str, ...]
    phones: tuple[str, ...]
    endings: tuple[str, ...]
    currency: str = "EUR"


def _words(text: str) -> tuple[str, ...]:
    return tuple(part.replace("_", " ") for part in text.split())


# A '#' in a telephone pattern is a digit. All ranges are reserved for drama, or start where no subscriber number does.
COUNTRIES: tuple[Country, ...] = (
    Country(
        "DE", "Germany", 30, "Europe/Berlin",
        _words("Berlin Hamburg München Köln Leipzig Nürnberg Münster Bremen Kassel Lübeck"),
        _words("Jonas Anke Mareike Björn Sören Katrin Tobias Ulrike Henning Jörg Silke Malte Imke Fabian Dörte Lennart"
               " Birgit Rüdiger Annika Torsten"),
        _words("Müller Brandhorst Weißgerber Kühn Tessmer Löffelhardt Ostermeier Grabowsky Hölscher Rademann Böhnke"
               " Steinfurth Wiechert Lüders Krahmer Pfannenschmidt Eickhoff Nüsslein Thormann Vossbeck"),
        ("+49 30 23125 ###", "+49 69 90009 ###", "+49 40 66969 ###", "+49 221 4710 ###", "+49 89 99998 ###"),
        ("GmbH", "AG", "GmbH & Co. KG", "KG", "eG"),
    ),
    Country(
        "GB", "United Kingdom", 17, "Europe/London",
        _words("London Manchester Bristol Leeds Glasgow Cardiff Norwich Sheffield"),
        _words("Imogen Callum Priya Rhys Harriet Declan Nadia Oliver Tamsin Gareth Zainab Fergus Beatrice Kwame Isla"),
        _words("Ashdown Whitcombe Okafor Penhallow Tranter Nair Braithwaite Llewellyn Muirhead Sandhu Fairclough"
               " Osei Garrick Thistlewood O'Rourke"),
        ("+44 20 7946 0###", "+44 161 496 0###", "+44 121 496 0###", "+44 7700 900###"),
        ("Ltd", "Limited", "plc", "& Sons", "Group"), "GBP",
    ),
    Country(
        "US", "United States", 14, "America/New_York",
        _words("Boston Denver Chicago Portland Austin Columbus Raleigh"),
        _words("Marcus Dana Teresa Caleb Joanne Luis Renée Tyrell Abigail Wade Monique Hank Sofía Garrett Leila"),
        _words("Delacroix Whitaker Nguyen Ramsdell Holloway Castañeda Abernathy Pruitt Sorensen Quintero Boyd-Hale"
               " McAllister Yamada Fenwick Obi"),
        ("+1 202-555-01##", "+1 312-555-01##", "+1 617-555-01##", "+1 512-555-01##"),
        ("Inc.", "LLC", "Co.", "Partners"), "USD",
    ),
    Country(
        "FR", "France", 9, "Europe/Paris",
        _words("Lyon Nantes Lille Paris Toulouse Rennes"),
        _words("Élodie Benoît Anaïs Mathieu Hélène Loïc Clémence Gaël Inès Thérèse Rémi Noémie"),
        _words("Lefèvre Besançon Garnier-Daumal Préault Chauvet Delaunoy Bérard Quéméneur Vasselin Rochebrune"
               " N'Diaye Thévenot"),
        ("+33 1 99 00 ## ##", "+33 4 65 71 ## ##", "+33 2 61 91 ## ##", "+33 6 39 98 ## ##"),
        ("SARL", "SAS", "SA", "et Fils"),
    ),
    Country(
        "PL", "Poland", 6, "Europe/Warsaw",
        _words("Kraków Gdańsk Wrocław Łódź Poznań"),
        _words("Łukasz Agnieszka Wojciech Małgorzata Paweł Żaneta Grzegorz Świętosława Kinga Michał"),
        _words("Wiśniowska Grabczyk Źrebiec Krajewicz Ostałowska Dębiński Ćwikła Łaszczuk Mroziński Śliwowska"),
        ("+48 22 000 ## ##", "+48 12 000 ## ##"),
        ("Sp. z o.o.", "S.A.", "i Wspólnicy"),
    ),
    Country(
        "SE", "Sweden", 5, "Europe/Stockholm",
        _words("Göteborg Stockholm Malmö Umeå Örebro"),
        _words("Åsa Linnéa Göran Maja Håkan Elin Oskar Märta Viggo Ylva"),
        _words("Lindqvist Åkerblom Sjöwall Hägglund Norrbäck Östlund Wikström Ekdahl Bågenholm Ström"),
        ("+46 8 465 004 ##", "+46 31 390 06 ##"),
        ("AB", "Handels AB", "& Co AB"),
    ),
    Country(
        "NL", "Netherlands", 4, "Europe/Amsterdam",
        _words("Utrecht Rotterdam Groningen Eindhoven Zwolle"),
        _words("Sanne Joris Maartje Bram Femke Thijs Lotte Ruben"),
        ("van der Aa", "de Ruijter", "Hoekstra", "ter Braak", "van Loon", "Dijkema", "Postma", "Wagenaar"),
        ("+31 20 000 ####", "+31 30 000 ####"),
        ("B.V.", "N.V.", "Groep"),
    ),
    Country(
        "ES", "Spain", 4, "Europe/Madrid",
        _words("Bilbao Sevilla Zaragoza València Málaga"),
        _words("Iñaki Begoña Álvaro Nuria Joaquín Montserrat Óscar Lucía"),
        ("Ibáñez Cuesta", "Muñoz Rey", "Etxeberria", "Carrasco Pons", "Núñez Vela", "Salgado", "Peñalver", "Roig Marí"),
        ("+34 910 00 0# ##", "+34 930 00 0# ##"),
        ("S.L.", "S.A.", "y Asociados"),
    ),
    Country(
        "JP", "Japan", 3, "Asia/Tokyo",
        ("東京", "大阪", "福岡", "札幌"),
        ("陽子|Yoko", "健太|Kenta", "美咲|Misaki", "浩二|Koji", "直樹|Naoki", "遥|Haruka"),
        ("白石|Shiraishi", "森田|Morita", "小野寺|Onodera", "桜井|Sakurai", "三浦|Miura", "大塚|Otsuka"),
        ("+81 3-0000-####", "+81 6-0000-####"),
        ("株式会社",), "JPY",
    ),
    Country(
        "CH", "Switzerland", 3, "Europe/Zurich",
        _words("Zürich Basel Winterthur Genève Luzern"),
        _words("Reto Ursina Beat Céline Urs Flurina Lorenz Sandrine"),
        _words("Zgraggen Hürlimann Bächtold Rüegsegger Monnard Caduff Tschümperlin Aebischer"),
        ("+41 44 000 ## ##", "+41 61 000 ## ##"),
        ("AG", "SA", "GmbH"), "CHF",
    ),
    Country(
        "CZ", "Czechia", 3, "Europe/Prague",
        _words("Brno Praha Plzeň Olomouc"),
        _words("Zdeněk Tereza Ondřej Markéta Jiří Šárka Vojtěch Eliška"),
        _words("Havlíčková Dvořáček Růžička Němcová Štěpánek Křížová Vlček Procházková"),
        ("+420 200 000 ###",),
        ("s.r.o.", "a.s."),
    ),
    Country(
        "IE", "Ireland", 2, "Europe/Dublin",
        _words("Dublin Cork Galway"),
        _words("Saoirse Cillian Niamh Pádraig Aoife Eoghan"),
        ("Ó Súilleabháin", "Gallagher", "Ní Bhriain", "Kinsella", "Mac Aodha", "Brennan"),
        ("+353 20 91# ####",),
        ("Ltd", "DAC"),
    ),
)

_HAND = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ł": "l", "Ł": "L", "ø": "o", "å": "a", "đ": "d"})


def a_country(rng: Random) -> Country:
    """A country, as often as its share of the desk says."""
    return rng.choices(COUNTRIES, weights=[country.share for country in COUNTRIES])[0]


def a_phone(rng: Random, country: Country) -> tuple[str, str]:
    """A fictional number of that country: as somebody would type it, and in E.164."""
    pattern = rng.choice(country.phones)
    typed = "".join(rng.choice("0123456789") if sign == "#" else sign for sign in pattern)
    key = "+" + "".join(sign for sign in typed if sign.isdigit())
    if country.code == "DE" and rng.random() < 0.2:
        typed = "0" + typed.removeprefix("+49 ")
    return typed, key


def slug(text: str) -> str:
    """Letters and digits of a name as they would stand in an address: 'Müller & Söhne' becomes 'mueller-soehne'."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_HAND))
    letters = (sign for sign in plain if not unicodedata.combining(sign))
    return "-".join("".join(sign if sign.isascii() and sign.isalnum() else " " for sign in letters).split())
