"""Fictional homeowners and their houses in real cities of Southern California."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

CITIES: dict[str, tuple[str, str]] = {
    "whittier": ("Whittier", "90601"),
    "torrance": ("Torrance", "90503"),
    "irvine": ("Irvine", "92604"),
    "downey": ("Downey", "90240"),
    "lakewood": ("Lakewood", "90712"),
    "long-beach": ("Long Beach", "90808"),
    "fullerton": ("Fullerton", "92831"),
    "la-habra": ("La Habra", "90631"),
    "west-covina": ("West Covina", "91790"),
    "covina": ("Covina", "91722"),
    "pomona": ("Pomona", "91766"),
    "ontario": ("Ontario", "91762"),
    "upland": ("Upland", "91784"),
    "rancho-cucamonga": ("Rancho Cucamonga", "91730"),
    "tustin": ("Tustin", "92780"),
    "huntington-beach": ("Huntington Beach", "92646"),
    "costa-mesa": ("Costa Mesa", "92626"),
    "garden-grove": ("Garden Grove", "92840"),
    "santa-ana": ("Santa Ana", "92705"),
    "simi-valley": ("Simi Valley", "93065"),
    "thousand-oaks": ("Thousand Oaks", "91360"),
    "ventura": ("Ventura", "93003"),
    "corona": ("Corona", "92879"),
    "norwalk": ("Norwalk", "90650"),
    "cerritos": ("Cerritos", "90703"),
    "montebello": ("Montebello", "90640"),
    "alhambra": ("Alhambra", "91801"),
    "monrovia": ("Monrovia", "91016"),
    "chino-hills": ("Chino Hills", "91709"),
    "redondo-beach": ("Redondo Beach", "90278"),
    "los-angeles": ("Los Angeles", "90042"),
    "anaheim": ("Anaheim", "92804"),
}
# Used only by the stories about them: cities of another utility, or with another order of visits.
OF_A_STORY = ("los-angeles", "anaheim", "whittier", "torrance", "irvine")
ORDINARY = tuple(key for key in CITIES if key not in OF_A_STORY)
STREETS = (
    "Alder Court", "Bayless Street", "Calle Serena", "Citrus Grove Lane", "Cordova Avenue", "Danbury Road",
    "El Rancho Drive", "Fairhaven Avenue", "Foothill View Road", "Glenwood Place", "Hadley Street",
    "Jacaranda Way", "La Sierra Drive", "Linden Avenue", "Mesa Verde Drive", "Mulberry Drive",
    "Oak Knoll Circle", "Orange Blossom Lane", "Palo Verde Avenue", "Pepper Tree Lane", "Ridgeview Terrace",
    "San Carlos Street", "Sycamore Street", "Tierra Vista", "Valencia Court", "Walnut Bend",
)  # fmt: skip
FIRST_NAMES = (
    "Alicia", "Amir", "Anh", "Bernard", "Beatriz", "Calvin", "Carmen", "Darius", "Deborah", "Elena", "Farid",
    "Gloria", "Grace", "Hector", "Irene", "Jamal", "Jasmine", "Joon", "Karen", "Kenji", "Lena", "Lorenzo",
    "Marisol", "Mei", "Nadia", "Oscar", "Patrice", "Priya", "Ramona", "Rashid", "Rosa", "Samuel", "Sonia",
    "Tamara", "Tuan", "Victor", "Wanda", "Xochitl", "Yolanda", "Zachary",
)  # fmt: skip
LAST_NAMES = (
    "Abarca", "Aguilar", "Bautista", "Brandt", "Castellanos", "Chen", "Delgado", "Dupree", "Eastwick",
    "Farahani", "Fujita", "Galvan", "Greenlee", "Hadley", "Hovsepian", "Ibarra", "Jeong", "Kowalski", "Lara",
    "Le", "Marchetti", "Mbeki", "Montoya", "Navarro", "Nguyen", "Okafor", "Ortega", "Pham", "Quintero",
    "Rao", "Reyes", "Salazar", "Shapiro", "Sorensen", "Tran", "Usher", "Valdez", "Whitcomb", "Yamada",
    "Zamora",
)  # fmt: skip
AREA_CODES = ("310", "562", "626", "657", "714", "805", "909", "949", "951")


@dataclass(frozen=True)
class House:
    """One house with its homeowner; the email address is a reserved one."""

    name: str
    email: str
    phone: str
    street: str
    city: str
    postal_code: str
    jurisdiction: str
    utility: str
    meter: str
    account: str


def house(random: Random, city: str = "", name: str = "", utility: str = "sce") -> House:
    """Return a random house in this city, by default in any city without a story of its own."""
    key = city or random.choice(ORDINARY)
    called, postal_code = CITIES[key]
    name = name or f"{random.choice(FIRST_NAMES)} {random.choice(LAST_NAMES)}"
    return House(
        name=name,
        email=f"{name.lower().replace(' ', '.').replace('é', 'e').replace('á', 'a')}@example.com",
        phone=f"{random.choice(AREA_CODES)}-555-{random.randint(100, 199):04}",
        street=f"{random.randint(101, 9899)} {random.choice(STREETS)}",
        city=called,
        postal_code=postal_code,
        jurisdiction=key,
        utility=utility,
        meter=f"222-{random.randint(10, 99):03}-{random.randint(1000, 9999)}",
        account=f"700-{random.randint(1000000, 9999999)}",
    )
