"""The countries of the world: their codes, the zone most of their people live by, and what people call them."""

from __future__ import annotations

from functools import lru_cache

from .folding import name_key

# ISO 3166 alpha-2, alpha-3, the IANA zone ("-" when there are several and none speaks for all), then names in English,
# in the country's own languages and in its neighbours'. An indented line goes on with the names of the one above.
_TABLE = """
AD AND Europe/Andorra Andorra
AE ARE Asia/Dubai United Arab Emirates|UAE|U.A.E.|الإمارات|الإمارات العربية المتحدة|Emirates|Dubai|Abu Dhabi
  Vereinigte Arabische Emirate
AF AFG Asia/Kabul Afghanistan
AG ATG America/Antigua Antigua and Barbuda|Antigua
AI AIA America/Anguilla Anguilla
AL ALB Europe/Tirane Albania|Shqipëria|Albanien
AM ARM Asia/Yerevan Armenia|Հայաստան
AO AGO Africa/Luanda Angola
AQ ATA - Antarctica
AR ARG America/Argentina/Buenos_Aires Argentina|República Argentina|Argentinien
AS ASM Pacific/Pago_Pago American Samoa
AT AUT Europe/Vienna Austria|Österreich|Oesterreich|Autriche|Oostenrijk
AU AUS - Australia|Australien|Australie
AW ABW America/Aruba Aruba
AX ALA Europe/Mariehamn Åland Islands|Åland
AZ AZE Asia/Baku Azerbaijan
BA BIH Europe/Sarajevo Bosnia and Herzegovina|Bosnia|Bosna i Hercegovina|Bosnien und Herzegowina
BB BRB America/Barbados Barbados
BD BGD Asia/Dhaka Bangladesh|বাংলাদেশ
BE BEL Europe/Brussels Belgium|België|Belgique|Belgien|Bélgica|Belgio
BF BFA Africa/Ouagadougou Burkina Faso
BG BGR Europe/Sofia Bulgaria|България|Bulgarien|Bulgarie
BH BHR Asia/Bahrain Bahrain|البحرين
BI BDI Africa/Bujumbura Burundi
BJ BEN Africa/Porto-Novo Benin
BL BLM America/St_Barthelemy Saint Barthelemy|St Barts|St. Barth
BM BMU Atlantic/Bermuda Bermuda
BN BRN Asia/Brunei Brunei|Brunei Darussalam
BO BOL America/La_Paz Bolivia|Plurinational State of Bolivia
BQ BES America/Kralendijk Caribbean Netherlands|Bonaire
BR BRA - Brazil|Brasil|Brasilien|Brésil
BS BHS America/Nassau Bahamas|The Bahamas
BT BTN Asia/Thimphu Bhutan
BV BVT - Bouvet Island
BW BWA Africa/Gaborone Botswana
BY BLR Europe/Minsk Belarus|Беларусь|Belorussia
BZ BLZ America/Belize Belize
CA CAN - Canada|Kanada
CC CCK Indian/Cocos Cocos (Keeling) Islands|Cocos Islands
CD COD - DR Congo|Congo (Democratic Republic)|Democratic Republic of the Congo|Congo-Kinshasa|Zaire
CF CAF Africa/Bangui Central African Republic
CG COG Africa/Brazzaville Congo|Republic of the Congo|Congo-Brazzaville|Congo (Republic)
CH CHE Europe/Zurich Switzerland|Schweiz|Suisse|Svizzera|Svizra|Suiza|Swiss|Swiss Confederation|Zwitserland
CI CIV Africa/Abidjan Côte d'Ivoire|Ivory Coast
CK COK Pacific/Rarotonga Cook Islands
CL CHL America/Santiago Chile
CM CMR Africa/Douala Cameroon
CN CHN Asia/Shanghai China|中国|中國|People's Republic of China|PRC|P.R. China|Zhongguo|Chine
CO COL America/Bogota Colombia|Kolumbien
CR CRI America/Costa_Rica Costa Rica
CU CUB America/Havana Cuba|Kuba
CV CPV Atlantic/Cape_Verde Cape Verde|Cabo Verde
CW CUW America/Curacao Curaçao
CX CXR Indian/Christmas Christmas Island
CY CYP Asia/Nicosia Cyprus|Κύπρος|Kıbrıs|Zypern
CZ CZE Europe/Prague Czech Republic|Czechia|Česko|Česká republika|Tschechien|Tschechische Republik
  République tchèque|Czech Rep.
DE DEU Europe/Berlin Germany|Deutschland|Allemagne|Alemania|Germania|Duitsland|Tyskland|Alemanha|Niemcy
  Bundesrepublik Deutschland|Federal Republic of Germany|BRD|Германия|ドイツ|德国|독일
DJ DJI Africa/Djibouti Djibouti
DK DNK Europe/Copenhagen Denmark|Danmark|Dänemark|Dinamarca
DM DMA America/Dominica Dominica
DO DOM America/Santo_Domingo Dominican Republic|República Dominicana|Dominican Rep.
DZ DZA Africa/Algiers Algeria|الجزائر|Algérie
EC ECU America/Guayaquil Ecuador
EE EST Europe/Tallinn Estonia|Eesti|Estland
EG EGY Africa/Cairo Egypt|مصر|Egypte|Ägypten
EH ESH Africa/El_Aaiun Western Sahara
ER ERI Africa/Asmara Eritrea
ES ESP Europe/Madrid Spain|España|Espagne|Spanien|Spagna|Espanha|Kingdom of Spain|スペイン|西班牙
ET ETH Africa/Addis_Ababa Ethiopia
FI FIN Europe/Helsinki Finland|Suomi|Finnland|Finlande|Finlandia
FJ FJI Pacific/Fiji Fiji
FK FLK Atlantic/Stanley Falkland Islands|Falkland Islands (Malvinas)|Islas Malvinas
FM FSM Pacific/Pohnpei Micronesia|Federated States of Micronesia
FO FRO Atlantic/Faroe Faroe Islands|Føroyar
FR FRA Europe/Paris France|Francia|Frankreich|Frankrijk|République française|フランス|法国|Франция
GA GAB Africa/Libreville Gabon
GB GBR Europe/London United Kingdom|UK|Great Britain|Britain|England|Scotland|Wales|Northern Ireland
  United Kingdom of Great Britain and Northern Ireland|Royaume-Uni|Vereinigtes Königreich|Großbritannien
  Reino Unido|Regno Unito|Verenigd Koninkrijk|U.K.
GD GRD America/Grenada Grenada
GE GEO Asia/Tbilisi Georgia|საქართველო
GF GUF America/Cayenne French Guiana
GG GGY Europe/Guernsey Guernsey
GH GHA Africa/Accra Ghana
GI GIB Europe/Gibraltar Gibraltar
GL GRL America/Nuuk Greenland
GM GMB Africa/Banjul Gambia|The Gambia
GN GIN Africa/Conakry Guinea
GP GLP America/Guadeloupe Guadeloupe
GQ GNQ Africa/Malabo Equatorial Guinea
GR GRC Europe/Athens Greece|Ελλάδα|Hellas|Griechenland|Grèce|Grecia|Hellenic Republic
GS SGS Atlantic/South_Georgia South Georgia and the South Sandwich Islands
GT GTM America/Guatemala Guatemala
GU GUM Pacific/Guam Guam
GW GNB Africa/Bissau Guinea-Bissau
GY GUY America/Guyana Guyana
HK HKG Asia/Hong_Kong Hong Kong|香港|Hong Kong SAR|Hongkong|Hong Kong SAR China
HM HMD - Heard Island and McDonald Islands
HN HND America/Tegucigalpa Honduras
HR HRV Europe/Zagreb Croatia|Hrvatska|Kroatien
HT HTI America/Port-au-Prince Haiti
HU HUN Europe/Budapest Hungary|Magyarország|Ungarn|Hongrie|Hungría
ID IDN - Indonesia|Republic of Indonesia
IE IRL Europe/Dublin Ireland|Éire|Irland|Irlande|Irlanda|Republic of Ireland
IL ISR Asia/Jerusalem Israel|ישראל
IM IMN Europe/Isle_of_Man Isle of Man
IN IND Asia/Kolkata India|भारत|Bharat|Indien|Inde|Republic of India
IO IOT Indian/Chagos British Indian Ocean Territory
IQ IRQ Asia/Baghdad Iraq|العراق
IR IRN Asia/Tehran Iran|Islamic Republic of Iran|Iran, Islamic Republic of|ایران
IS ISL Atlantic/Reykjavik Iceland|Ísland
IT ITA Europe/Rome Italy|Italia|Italie|Italien|イタリア|意大利|Италия
JE JEY Europe/Jersey Jersey
JM JAM America/Jamaica Jamaica
JO JOR Asia/Amman Jordan|الأردن
JP JPN Asia/Tokyo Japan|日本|Nippon|Nihon|Japón|日本国
KE KEN Africa/Nairobi Kenya
KG KGZ Asia/Bishkek Kyrgyzstan|Kyrgyz Republic|Kirgizstan
KH KHM Asia/Phnom_Penh Cambodia
KI KIR Pacific/Tarawa Kiribati
KM COM Indian/Comoro Comoros
KN KNA America/St_Kitts Saint Kitts and Nevis|St. Kitts and Nevis
KP PRK Asia/Pyongyang North Korea|Korea, Democratic People's Republic of|DPRK|Korea (North)
KR KOR Asia/Seoul South Korea|대한민국|한국|Republic of Korea|Korea|Korea, Republic of|Korea (South)
  Südkorea|Corée du Sud|Corea del Sur
KW KWT Asia/Kuwait Kuwait|الكويت
KY CYM America/Cayman Cayman Islands
KZ KAZ Asia/Almaty Kazakhstan
LA LAO Asia/Vientiane Laos|Lao People's Democratic Republic|Lao PDR
LB LBN Asia/Beirut Lebanon|لبنان|Liban
LC LCA America/St_Lucia Saint Lucia|St. Lucia
LI LIE Europe/Vaduz Liechtenstein
LK LKA Asia/Colombo Sri Lanka|ශ්‍රී ලංකාව
LR LBR Africa/Monrovia Liberia
LS LSO Africa/Maseru Lesotho
LT LTU Europe/Vilnius Lithuania|Lietuva|Litauen
LU LUX Europe/Luxembourg Luxembourg|Luxemburg|Lëtzebuerg
LV LVA Europe/Riga Latvia|Latvija|Lettland
LY LBY Africa/Tripoli Libya|Libyan Arab Jamahiriya
MA MAR Africa/Casablanca Morocco|المغرب|Maroc|Marokko|Marruecos
MC MCO Europe/Monaco Monaco
MD MDA Europe/Chisinau Moldova|Republic of Moldova
ME MNE Europe/Podgorica Montenegro|Crna Gora
MF MAF America/Marigot Saint Martin
MG MDG Indian/Antananarivo Madagascar
MH MHL Pacific/Majuro Marshall Islands
MK MKD Europe/Skopje North Macedonia|Macedonia|Republic of North Macedonia|FYROM|Северна Македонија
ML MLI Africa/Bamako Mali
MM MMR Asia/Yangon Myanmar|Burma
MN MNG Asia/Ulaanbaatar Mongolia
MO MAC Asia/Macau Macau|澳門|Macao|Macau SAR
MP MNP Pacific/Saipan Northern Mariana Islands
MQ MTQ America/Martinique Martinique
MR MRT Africa/Nouakchott Mauritania
MS MSR America/Montserrat Montserrat
MT MLT Europe/Malta Malta
MU MUS Indian/Mauritius Mauritius
MV MDV Indian/Maldives Maldives
MW MWI Africa/Blantyre Malawi
MX MEX - Mexico|Mexiko|Mexique
MY MYS Asia/Kuala_Lumpur Malaysia
MZ MOZ Africa/Maputo Mozambique
NA NAM Africa/Windhoek Namibia
NC NCL Pacific/Noumea New Caledonia
NE NER Africa/Niamey Niger
NF NFK Pacific/Norfolk Norfolk Island
NG NGA Africa/Lagos Nigeria
NI NIC America/Managua Nicaragua
NL NLD Europe/Amsterdam Netherlands|Nederland|The Netherlands|Holland|Niederlande|Pays-Bas|Países Bajos
  Paesi Bassi|Kingdom of the Netherlands|オランダ
NO NOR Europe/Oslo Norway|Norge|Noreg|Norwegen|Norvège|Noruega
NP NPL Asia/Kathmandu Nepal|नेपाल
NR NRU Pacific/Nauru Nauru
NU NIU Pacific/Niue Niue
NZ NZL Pacific/Auckland New Zealand|Aotearoa|Neuseeland|Nouvelle-Zélande
OM OMN Asia/Muscat Oman|عمان
PA PAN America/Panama Panama
PE PER America/Lima Peru
PF PYF Pacific/Tahiti French Polynesia
PG PNG Pacific/Port_Moresby Papua New Guinea
PH PHL Asia/Manila Philippines|Philipines|Pilipinas|The Philippines|Filipinas
PK PAK Asia/Karachi Pakistan|پاکستان
PL POL Europe/Warsaw Poland|Polska|Polen|Pologne|Polonia
PM SPM America/Miquelon Saint Pierre and Miquelon
PN PCN Pacific/Pitcairn Pitcairn|Pitcairn Islands
PR PRI America/Puerto_Rico Puerto Rico
PS PSE Asia/Gaza Palestine|State of Palestine|Palestinian Territory|Palestinian Territories|فلسطين
PT PRT Europe/Lisbon Portugal
PW PLW Pacific/Palau Palau
PY PRY America/Asuncion Paraguay
QA QAT Asia/Qatar Qatar|قطر
RE REU Indian/Reunion Réunion
RO ROU Europe/Bucharest Romania|Rumänien|Roumanie|Rumania
RS SRB Europe/Belgrade Serbia|Србија|Srbija|Serbien
RU RUS - Russia|Russian Federation|Россия|Российская Федерация|Rossiya|Russland|Russie|Rusia
RW RWA Africa/Kigali Rwanda
SA SAU Asia/Riyadh Saudi Arabia|السعودية|المملكة العربية السعودية|KSA|Kingdom of Saudi Arabia
SB SLB Pacific/Guadalcanal Solomon Islands
SC SYC Indian/Mahe Seychelles
SD SDN Africa/Khartoum Sudan
SE SWE Europe/Stockholm Sweden|Sverige|Schweden|Suède|Suecia
SG SGP Asia/Singapore Singapore
SH SHN Atlantic/St_Helena Saint Helena|Saint Helena, Ascension and Tristan da Cunha
SI SVN Europe/Ljubljana Slovenia|Slovenija|Slowenien
SJ SJM Arctic/Longyearbyen Svalbard and Jan Mayen
SK SVK Europe/Bratislava Slovakia|Slovensko|Slovak Republic|Slovakia (Slovak Republic)|Slowakei
SL SLE Africa/Freetown Sierra Leone
SM SMR Europe/San_Marino San Marino
SN SEN Africa/Dakar Senegal
SO SOM Africa/Mogadishu Somalia
SR SUR America/Paramaribo Suriname
SS SSD Africa/Juba South Sudan
ST STP Africa/Sao_Tome Sao Tome and Principe|São Tomé e Príncipe
SV SLV America/El_Salvador El Salvador
SX SXM America/Lower_Princes Saint Maarten|Sint Maarten
SY SYR Asia/Damascus Syria|Syrian Arab Republic|سوريا
SZ SWZ Africa/Mbabane Eswatini|Swaziland
TC TCA America/Grand_Turk Turks and Caicos Islands|Turks and Caicos
TD TCD Africa/Ndjamena Chad
TF ATF Indian/Kerguelen French Southern Territories
TG TGO Africa/Lome Togo
TH THA Asia/Bangkok Thailand|ประเทศไทย|ไทย
TJ TJK Asia/Dushanbe Tajikistan
TK TKL Pacific/Fakaofo Tokelau
TL TLS Asia/Dili East Timor|Timor-Leste
TM TKM Asia/Ashgabat Turkmenistan
TN TUN Africa/Tunis Tunisia|تونس|Tunisie
TO TON Pacific/Tongatapu Tonga
TR TUR Europe/Istanbul Turkey|Türkiye|Türkei|Turquie|Turquía
TT TTO America/Port_of_Spain Trinidad and Tobago|Trinidad
TV TUV Pacific/Funafuti Tuvalu
TW TWN Asia/Taipei Taiwan|台灣|臺灣|台湾|Taiwan, Province of China|Chinese Taipei
TZ TZA Africa/Dar_es_Salaam Tanzania|United Republic of Tanzania
UA UKR Europe/Kyiv Ukraine|Україна|Ukraina|Украина
UG UGA Africa/Kampala Uganda
UM UMI - US minor outlying islands|United States Minor Outlying Islands
US USA - United States|United States of America|USA|U.S.A.|U.S.|America|Estados Unidos|Etats-Unis
  Vereinigte Staaten|Stati Uniti|Verenigde Staten|Америка|США|美国|アメリカ|アメリカ合衆国|미국
UY URY America/Montevideo Uruguay
UZ UZB Asia/Tashkent Uzbekistan
VA VAT Europe/Vatican Vatican City|Holy See (Vatican City State)|Holy See|Vatican
VC VCT America/St_Vincent Saint Vincent|Saint Vincent and the Grenadines|St. Vincent
VE VEN America/Caracas Venezuela|Bolivarian Republic of Venezuela
VG VGB America/Tortola British Virgin Islands|Virgin Islands (British)
VI VIR America/St_Thomas US Virgin Islands|United States Virgin Islands|U.S. Virgin Islands|Virgin Islands
VN VNM Asia/Ho_Chi_Minh Vietnam|Việt Nam
VU VUT Pacific/Efate Vanuatu
WF WLF Pacific/Wallis Wallis and Futuna
WS WSM Pacific/Apia Samoa
XK XKX Europe/Belgrade Kosovo|Kosova|Republic of Kosovo
YE YEM Asia/Aden Yemen
YT MYT Indian/Mayotte Mayotte
ZA ZAF Africa/Johannesburg South Africa|Südafrika|RSA|Suid-Afrika|Afrique du Sud
ZM ZMB Africa/Lusaka Zambia
ZW ZWE Africa/Harare Zimbabwe
"""


@lru_cache(maxsize=1)
def _known() -> tuple[dict[str, str], dict[str, str | None]]:
    """(name key or code -> alpha-2, alpha-2 -> zone)."""
    regions: dict[str, str] = {}
    zones: dict[str, str | None] = {}
    for line in _TABLE.strip().replace("\n  ", "|").splitlines():
        region, alpha3, zone, names = line.split(" ", 3)
        zones[region] = None if zone == "-" else zone
        for name in (*names.split("|"), region, alpha3):
            regions[_key(name)] = region
    return regions, zones


def _key(name: str) -> str:
    """'U.S.A.', 'the Netherlands' and 'Congo (Republic)' as 'usa', 'netherlands' and 'congo republic'."""
    return name_key(name.replace(".", "").replace("&", " and ")).removeprefix("the ")


def region_of_country(text: str | None) -> str | None:
    """The alpha-2 code of a country given by name or code ('Germany', 'Deutschland', 'DEU', 'de' -> 'DE'), or None."""
    if not text:
        return None
    regions = _known()[0]
    return regions.get(_key(text)) or regions.get(_key(text.partition("(")[0]))


def zone_of_country(country: str | None) -> str | None:
    """The IANA zone of a country given by name or code, or None when it has several that matter."""
    region = region_of_country(country)
    return _known()[1][region] if region else None
