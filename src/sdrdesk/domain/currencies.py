"""The currencies of the world: their ISO 4217 codes, how many digits their minor unit has, and their signs."""

from __future__ import annotations

CODES = frozenset(
    """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF
    CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL
    HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL
    MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON
    RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH
    UGX USD UYU UYW UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
    """.split()
)
_DIGITS = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    **dict.fromkeys(("CLF", "UYW"), 4),
}
# What to write before an amount; a currency without a sign is written by its code.
SIGNS = {
    "EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹", "KRW": "₩", "ILS": "₪", "UAH": "₴", "TRY": "₺",
    "RUB": "₽", "VND": "₫", "NGN": "₦", "PHP": "₱", "THB": "฿", "KZT": "₸", "GEL": "₾", "BRL": "R$", "CAD": "CA$",
    "AUD": "A$", "NZD": "NZ$", "HKD": "HK$", "SGD": "S$", "MXN": "MX$", "TWD": "NT$", "CNY": "CN¥",
}  # fmt: skip
# What people type, and the currencies it can mean: the desk's own when it is one of them, otherwise the first.
MEANINGS: dict[str, tuple[str, ...]] = {
    **{sign.casefold(): (code,) for code, sign in SIGNS.items()},
    "$": ("USD", "CAD", "AUD", "NZD", "HKD", "SGD", "MXN", "TWD", "ARS", "CLP", "COP", "UYU", "BBD", "BMD", "BSD",
          "JMD", "TTD", "XCD", "FJD", "BND", "BZD", "KYD", "LRD", "NAD", "SBD", "SRD", "GYD"),
    "us$": ("USD",), "c$": ("CAD",), "au$": ("AUD",), "can$": ("CAD",),
    "£": ("GBP", "EGP", "FKP", "GIP", "SHP"),
    "¥": ("JPY", "CNY"), "元": ("CNY", "TWD", "HKD"), "円": ("JPY",), "원": ("KRW",), "rmb": ("CNY",),
    "kr": ("SEK", "NOK", "DKK", "ISK"), "zł": ("PLN",), "kč": ("CZK",), "ft": ("HUF",), "fr": ("CHF",), "sfr": ("CHF",),
    "rs": ("INR", "PKR", "LKR", "NPR", "MUR"), "rp": ("IDR",), "rm": ("MYR",), "lei": ("RON", "MDL"), "tl": ("TRY",),
    "euro": ("EUR",), "euros": ("EUR",), "dollar": ("USD", "CAD", "AUD", "NZD", "HKD", "SGD"), "pound": ("GBP",),
    "dollars": ("USD", "CAD", "AUD", "NZD", "HKD", "SGD"), "pounds": ("GBP",), "quid": ("GBP",), "bucks": ("USD",),
    "yen": ("JPY",), "yuan": ("CNY",), "rupee": ("INR", "PKR", "LKR", "NPR"), "rupees": ("INR", "PKR", "LKR", "NPR"),
    "franken": ("CHF",), "francs": ("CHF", "XOF", "XAF"), "won": ("KRW",), "zloty": ("PLN",), "kronor": ("SEK",),
    "kroner": ("NOK", "DKK"), "real": ("BRL",), "reais": ("BRL",), "pesos": ("MXN", "ARS", "CLP", "COP", "PHP", "UYU"),
}  # fmt: skip
# Words that mean as many currencies to as many people: only the desk's own or a code beside them decides.
UNDECIDED = frozenset({"kr", "kroner", "francs", "pesos"})


def minor_digits(currency: str) -> int:
    """Digits after the point in the currency's amounts: 2 for most, 0 for JPY, 3 for KWD."""
    return _DIGITS.get(currency, 2)
