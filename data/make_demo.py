"""Make the demo network: ``python data/make_demo.py`` writes ``demo.json`` beside this file.

The people are invented or long dead, and so is everything that they say. Each line goes through the language
and the network as if it had been typed on its day, so that the demo is what real use leaves behind. The days
are counted back from :data:`ANCHOR`; opening the demo moves them to the day of opening.
"""

from __future__ import annotations

import json
import random
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path

from netui.domain.days import Now, now_at
from netui.domain.line.grammar import read
from netui.domain.records import (
    ME,
    Contact,
    Membership,
    Milestone,
    Profile,
    Rest,
    Review,
    RoutineChange,
    YearlyDate,
)
from netui.domain.review import STEPS
from netui.network import Network
from netui.network.demo import ANCHOR, ANCHOR_TABLE
from netui.network.events import met_at, new_event
from netui.network.goals import new_goal
from netui.network.introducing import become, introduce, latest_between
from netui.network.lines import read_line
from netui.network.logging import save
from netui.network.lookup import find_contact
from netui.network.milestones import new_milestones
from netui.network.opportunities import change_opportunity, new_opportunity
from netui.network.picture import compute

SEED = 1843
ZONE = "Europe/London"
DAYS = 730
ROUTINE = 3


@dataclass(frozen=True)
class Person:
    """Somebody of the demo, and how one keeps in touch."""

    name: str
    organisation: str = ""
    role: str = ""
    circle: str | None = None
    tags: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    nicknames: tuple[str, ...] = ()
    gap: int = 60
    """Days between two conversations, about."""
    last: int = 0
    """Days before the anchor after which nothing more happens."""
    first: int = DAYS
    """Days before the anchor at which it begins."""
    give: float = 0.15
    """Chance that a conversation gives something."""
    take: float = 0.12
    channels: tuple[str, ...] = ("coffee", "call", "email", "lunch", "zoom")
    birthday: tuple[int, int | None] | None = None
    """Days from the anchor to the next one, and the year of birth."""
    place: str = ""
    fields: dict[str, object] = field(default_factory=dict)


ORGANISATIONS = (
    "Royal Society", "Analytical Engines", "Göttingen Circle", "Harbour Library", "Nightingale School",
    "Invisible College Press",
)  # fmt: skip

PEOPLE = (
    Person("Ada Lovelace", "Analytical Engines", "chief programmer", "close", ("engines", "poetry"),
           ("reviewer",), ("algorithms",), gap=30, last=46, give=0.3, take=0.3, birthday=(3, 1815)),
    Person("Charles Babbage", "Analytical Engines", "founder", "close", ("engines",), ("patience",),
           ("parts",), gap=24, last=9, give=0.5, take=0.05),
    Person("Mary Somerville", "Royal Society", "fellow", "close", ("writing", "mentor"), ("translator",),
           ("introductions", "reviewer"), gap=28, last=6, give=0.04, take=0.5),
    Person("Emmy Noether", "Göttingen Circle", "lecturer", "close", ("algebra",), ("lecture room",),
           ("algebra lessons",), gap=21, last=3, give=0.3, take=0.3),
    Person("Alan Turing", "Analytical Engines", "researcher", "wider", ("engines", "running"), ("reviewer",),
           ("proofs",), gap=40, last=8, birthday=(5, 1912)),
    Person("Florence Nightingale", "Nightingale School", "director", "wider", ("statistics",), ("printer",),
           ("hospital visits",), gap=45, last=2, give=0.2),
    Person("Michael Faraday", "Royal Society", "demonstrator", "wider", ("lectures",), (), ("lecture room",),
           ("Mike",), gap=50, last=12, take=0.3),
    Person("Caroline Herschel", "", "", "close", ("comets",), ("telescope mirror",), ("night watches",),
           gap=33, last=64, birthday=(40, 1750)),
    Person("Srinivasa Ramanujan", "Göttingen Circle", "visitor", "wider", ("numbers",), ("postage",), (),
           gap=70, last=16, channels=("letter", "email"), fields={"far": True}),
    Person("Sofia Kovalevskaya", "Göttingen Circle", "professor", "wider", ("algebra", "novels"), (),
           ("recommendations",), ("Sonya",), gap=55, last=22),
    Person("Émilie du Châtelet", "Invisible College Press", "translator", "wider", ("writing",), (),
           ("translator",), gap=60, last=10),
    Person("René Descartes", "", "", "outer", ("letters",), ("warm room",), (), gap=120, last=45,
           channels=("letter",)),
    Person("Hypatia", "Harbour Library", "librarian", "close", ("books",), ("shelves",), ("rare books",),
           gap=26, last=11, give=0.25, take=0.2),
    Person("Ibn al-Haytham", "Harbour Library", "reader", "wider", ("optics",), ("glass",), ("experiments",),
           gap=65, last=12),
    Person("Li Qingzhao 李清照", "Invisible College Press", "poet", "wider", ("poetry", "writing"),
           ("paper",), ("verses",), gap=58, last=18),
    Person("Omar Khayyam", "Royal Society", "calendar reform", "outer", ("poetry", "calendars"), (), (),
           gap=110, last=70),
    Person("Maria Sibylla Merian", "Invisible College Press", "engraver", "wider", ("drawing",), ("insects",),
           ("engravings",), gap=75, last=30),
    Person("Galileo Galilei", "", "", "outer", ("telescopes",), ("publisher",), ("telescope mirror",),
           gap=130, last=220),
    Person("Johannes Kepler", "", "", "wider", ("orbits",), ("data",), (), gap=80, last=300),
    Person("Tycho Brahe", "", "", "outer", ("data",), (), ("data",), gap=100, last=260),
    Person("Laura Bassi", "Royal Society", "lecturer", "wider", ("lectures",), ("printer",), (), gap=48,
           last=11, give=0.55, take=0.0),
    Person("Maria Agnesi", "", "", "wider", ("curves",), (), ("printer",), gap=90, last=20),
    Person("Blaise Pascal", "", "", "outer", ("wagers",), (), (), gap=150, last=60),
    Person("Leonhard Euler", "Göttingen Circle", "adviser", "close", ("graphs", "mentor"), (),
           ("everything",), gap=35, last=17, give=0.05, take=0.4),
    Person("Alexander von Humboldt", "", "", "wider", ("travel",), ("companions",), ("maps",), ("Alex",),
           gap=95, last=35, fields={"far": True}, channels=("letter", "zoom")),
    Person("Jane Marcet", "Invisible College Press", "author", "wider", ("writing", "chemistry"), (),
           ("plain words",), gap=52, last=28, birthday=(-1, 1769)),
    Person("Humphry Davy", "Royal Society", "chemist", "outer", ("chemistry",), (), (), gap=140, last=90),
    Person("Elizabeth Fulhame", "", "", "wider", ("chemistry",), ("laboratory",), (), gap=85, last=25),
    Person("William Whewell", "Royal Society", "master", "outer", ("words",), (), ("new words",), gap=125,
           last=50),
    Person("Wang Zhenyi 王貞儀", "", "", "wider", ("eclipses",), ("lamp",), ("models",), gap=88, last=28),
    Person("Nils Åkerström", "Harbour Library", "binder", "wider", ("books",), (), ("binding",), gap=42,
           last=8),
    Person("Mary-Kate O'Dowd", "Nightingale School", "teacher", "close", ("teaching",), ("speakers",),
           ("young people",), gap=20, last=4, give=0.25, take=0.2),
    Person("Tomasz Wiatr", "Nightingale School", "bursar", "outer", (), (), ("grants",), gap=100, last=58),
    Person("Yusuf Demirci", "Analytical Engines", "instrument maker", "wider", ("brass",), (), ("parts",),
           gap=46, last=21),
    Person("Ingrid Solheim", "Harbour Library", "archivist", "wider", ("archives",), ("volunteers",), (),
           gap=62, last=14, give=0.3),
    Person("Percy Abernathy", "", "", "wider", ("club",), (), (), gap=38, last=19,
           channels=("email", "liked a post by"), give=0.0, take=0.0),
)  # fmt: skip

CADENCES = {"wider": 75, "outer": 180}
"""Days, as set by hand for most of the demo's people."""

OLD_FRIEND = Person("Sophie Germain", tags=("numbers",), circle="outer")
"""Somebody with whom nothing was for three years."""

ASKED = Person("Robert Hooke", "Royal Society", "curator", "outer", ("springs",))
"""Somebody of whom one has only ever asked, and from afar."""

ONLY_NAMES = {
    "Antoine Lavoisier": ("chemistry",),
    "Mary Anning": (),
    "Benjamin Banneker": ("calendars",),
    "Marie-Anne Paulze": ("chemistry",),
}
"""Names that an import once brought, with their tags."""

TOPICS = (
    "the new engine", "the grant deadline", "her lecture notes", "a draft of the paper", "the reading circle",
    "the printing costs", "how to begin again", "the summer school", "an old proof", "the move to the coast",
    "what makes a good teacher", "the weather tables", "a stubborn bug", "the concert", "the next chapter",
)  # fmt: skip
GIVEN = (
    "gave advice",
    "shared a link",
    "gave feedback",
    "sent a book",
    "gave encouragement",
    "gave a referral",
)
RECEIVED = ("got advice", "got feedback", "got a book", "got encouragement", "got a lead", "got a referral")
OPENINGS = {
    "coffee": ("coffee with {who}, talked about {topic}", "walk with {who}, mostly {topic}"),
    "lunch": ("lunch with {who}: {topic}", "dinner with {who}, {topic} again"),
    "call": ("call with {who} about {topic}", "phone with {who}: {topic}"),
    "zoom": ("zoom with {who}: {topic}", "video with {who}, {topic}"),
    "email": ("emailed {who} regarding {topic}", "message to {who}, {topic}"),
    "letter": ("letter to {who}, {topic}", "wrote to {who}: {topic}"),
    "liked a post by": ("liked a post by {who} on linkedin", "commented on linkedin, {who} wrote on {topic}"),
}

STORY = (
    # days before the anchor, what was typed
    (62, 'conference at "Engines and Looms", met Yusuf Demirci and Ada Lovelace, got advice'),
    (58, "Mary Somerville introduced me to Laura Bassi"),
    (47, "coffee with Charles Babbage and Alan Turing, gave advice, 1h30"),
    (46, "coffee with Ada Lovelace, talked about the grant deadline, got feedback:2"),
    (40, "lunch with Mary Somerville, got a big referral"),
    (33, "introduced Nils Åkerström to Jane Marcet"),
    (26, "call with Leonhard Euler, got big advice"),
    (24, "lunch with Leonhard Euler: graphs, got a lead"),
    (22, "call with Laura Bassi, gave big feedback"),
    (17, "call with Leonhard Euler about bridges, got advice"),
    (16, "call with Tomasz Wiatr, expecting the grant form by tomorrow"),
    (13, "lunch with Mary Somerville, got advice; promised a letter to the Royal Society by 2 weeks"),
    (11, "call with Laura Bassi, gave big advice and gave a referral"),
    (6, "coffee with Mary Somerville, got a big introduction"),
    (4, "walk with Mary-Kate O'Dowd, promised send the reading list by in 4 days, 45min"),
    (3, "coffee with Emmy Noether, gave feedback, promised the compiler notes"),
    (2, "call with Florence Nightingale about the printer, gave advice, 30min"),
)


ASKS = (
    # days before the anchor on which there was something else too, what was typed; since the fifth was in the
    # last week, this is the one in which it is his turn to be met
    (58, "emailed Robert Hooke, asked for a referral"),
    (47, "emailed Robert Hooke about the springs, asked for advice"),
    (33, "message to Robert Hooke, asked for feedback"),
    (22, "emailed Robert Hooke, asked for an introduction"),
    (11, "message to Robert Hooke about the air pump, asked for a referral"),
)

OFFERS = (
    # days before the anchor on which they were met anyway, what was typed
    (25, "message to Mary-Kate O'Dowd, offered time for the spring term"),
    (12, "message to Michael Faraday, offered feedback on the candle lectures"),
    (2, "message to Florence Nightingale, offered an introduction"),
)

LATE = (
    # days before the anchor, of weeks that are met without it; what was typed some days later
    (49, "4 days ago: emailed Michael Faraday about the weather tables"),
    (28, "3 days ago: message to Laura Bassi, the next chapter"),
    (20, "3 days ago: emailed Alan Turing, a stubborn bug"),
    (12, "3 days ago: message to Florence Nightingale about the printing costs"),
)


def main() -> None:
    """Write the demo beside this file."""
    random.seed(SEED)
    chance = random.Random(SEED)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "network.json"
        moment = [_now(max(days for days, _ in EARLIER) + 10)]
        network = Network.open(path, lambda: moment[0].instant)
        _people(network)
        for days, line in EARLIER:
            moment[0] = _now(days)
            _log(network, moment[0], line)
        besides = [(_now(days), line) for days, line in (*ASKS, *OFFERS, *LATE)]
        for now, line in sorted((*_lines(chance), *besides), key=lambda told: told[0].instant):
            moment[0] = now
            _log(network, now, line)
        moment[0] = _now(0)
        _plans(network, moment[0])
        _practice(network, moment)
        network.close()
        document = json.loads(path.read_text(encoding="utf-8"))
    document[ANCHOR_TABLE] = {"1": {"day": ANCHOR.isoformat()}}
    text = json.dumps(document, ensure_ascii=False, indent=0, separators=(",", ":"))
    (Path(__file__).parent / "demo.json").write_text(text + "\n", encoding="utf-8")


def _now(days_before: int) -> Now:
    day = ANCHOR - timedelta(days=days_before)
    return now_at(datetime.combine(day, time(18, 0), UTC), ZONE)


def _log(network: Network, now: Now, line: str) -> None:
    reading = read(line, now=now, names=network.names, acquaintance=network.acquaintance(now.today))
    assert not reading.ties, line
    assert not reading.unknown, (line, reading.unknown)
    assert not any(contact.new for contact in reading.contacts), line
    save(network, reading, now)


def _people(network: Network) -> None:
    added = ANCHOR - timedelta(days=DAYS + 10)
    with network.change("the people of the demo") as change:
        houses = {
            name: change.insert(Contact(name=name, kind="organisation", added=added, tags=("house",)))
            for name in ORGANISATIONS
        }
        for person in PEOPLE:
            change.insert(_contact(person, houses, added))
        change.insert(_contact(OLD_FRIEND, houses, added))
        change.insert(_contact(ASKED, houses, added))
        for name, tags in ONLY_NAMES.items():
            change.insert(Contact(name=name, added=ANCHOR - timedelta(days=20), imported=True, tags=tags))
        change.insert(
            Contact(name="George Everest", added=added, archived=True, tags=("maps",), circle="outer")
        )
        first = ANCHOR - timedelta(days=DAYS)
        profile = Profile(stage="established", routine=(RoutineChange(since=first, days=ROUTINE),))
        change.put(Profile.table, 1, profile)
        for start, length in ((35, 7), (400, 10)):
            day = ANCHOR - timedelta(days=start)
            change.insert(
                Rest(first=day - timedelta(days=length - 1), last=day, marked=day - timedelta(days=30))
            )


def _contact(person: Person, houses: dict[str, int], added: date) -> Contact:
    memberships: tuple[Membership, ...] = ()
    if person.organisation:
        memberships = (Membership(organisation=houses[person.organisation], role=person.role, since=added),)
    dates: tuple[YearlyDate, ...] = ()
    if person.birthday is not None:
        days, year = person.birthday
        day = ANCHOR + timedelta(days=days)
        dates = (YearlyDate(month=day.month, day=day.day, year=year),)
    return Contact(
        name=person.name, added=added, organisations=memberships, circle=person.circle,  # type: ignore[arg-type]
        cadence=CADENCES.get(person.circle or ""),
        tags=person.tags, needs=person.needs, offers=person.offers, nicknames=person.nicknames, dates=dates,
        far=bool(person.fields.get("far")),
        emails=(f"{person.name.split()[0].lower()}@example.org",) if person.circle == "close" else (),
    )  # fmt: skip


def _lines(chance: random.Random) -> list[tuple[Now, str]]:
    """All lines of two years, oldest first, each with its moment."""
    story = dict(STORY)
    latest = {person.name: person.first + chance.randrange(person.gap) for person in PEOPLE}
    lines = []
    for week in range(DAYS // 7, -1, -1):
        for days in sorted(_active_days(week, chance), reverse=True):
            if days in story:
                lines.append((_now(days), story[days]))
                continue
            for _ in range(
                chance.choice((1, 1, 1, 2, 2, 3)) if 120 < days < 240 else chance.choice((1, 1, 2))
            ):
                if (person := _whom(days, latest, chance)) is not None:
                    latest[person.name] = days
                    lines.append((_now(days), _line(person, days, chance)))
    return lines


def _active_days(week: int, chance: random.Random) -> list[int]:
    """The active days of a week, as days before the anchor; week 0 ends on the anchor itself."""
    days = [week * 7 + offset for offset in range(7)]
    told = [days_before for days_before, _ in STORY if days_before in days]
    if week == 0:
        return [2, 4]  # one short of the routine: today makes the week
    if week in (5, 57):
        return []  # at rest
    if 17 <= week <= 34:
        count = chance.choice((5, 5, 6))
    elif 46 <= week <= 62:
        count = chance.choice((0, 0, 1, 1, 2))
    else:
        count = chance.choice((3, 3, 4, 4, 5) if week <= 14 else (2, 3, 3, 4))
    others = [day for day in days if day not in told]
    return told + chance.sample(others, max(0, count - len(told)))


def _whom(days: int, latest: dict[str, int], chance: random.Random) -> Person | None:
    """Somebody whose turn it is, about."""
    ready = [person for person in PEOPLE if person.last <= days <= person.first]
    weights = [max(0.05, (latest[person.name] - days) / person.gap) ** 3 for person in ready]
    return chance.choices(ready, weights)[0] if ready else None


def _line(person: Person, days: int, chance: random.Random) -> str:
    channel = chance.choice(person.channels)
    who = person.name.split(" ")[0] if _short(person) else person.name
    line = chance.choice(OPENINGS[channel]).format(who=who, topic=chance.choice(TOPICS))
    if chance.random() < person.give:
        line += f", {chance.choice(GIVEN)}"
    if chance.random() < person.take:
        line += f", {chance.choice(RECEIVED)}"
    if chance.random() < 0.25 and channel in ("coffee", "lunch", "call", "zoom"):
        line += f", {chance.choice((20, 30, 45, 60, 90))}min"
    if person.tags and chance.random() < 0.15:
        line += f" #{person.tags[0]}"
    return line


def _short(person: Person) -> bool:
    """Whether the first name alone is nobody else's."""
    first = person.name.split()[0]
    return first not in {"Mary", "Maria", "Grace"} and person.name.isascii() and " " in person.name and (
        sum(other.name.split()[0] == first for other in PEOPLE) == 1
    )  # fmt: skip


EARLIER = (
    # days before the anchor, what was typed: before the two years that the rest fills
    (1200, "walk with Sophie Germain, 60min"),
    (1150, "coffee with Sophie Germain, got advice"),
)

GOALS = (
    # measure, weekly, days before the anchor on which it began, weeks, why
    ("conversations", 2, 40, 12, "to keep the old threads and the new ones"),
    ("gives", 1, 40, 12, "to give at least as much as one takes"),
    ("event_follow_ups", 1, 26, 8, "to make meetings into relationships"),
)


def _practice(network: Network, moment: list[Now]) -> None:
    """What there is beside the lines: an event, introductions, opportunities, goals, last week's review."""
    now = moment[0]
    find = partial(find_contact, network)
    event = new_event(network, "The Eclipse Evening", ANCHOR - timedelta(days=4), place="Harbour Library")
    moment[0] = _now(4)
    reading = read_line(network, "Wang Zhenyi 王貞儀, Maria Agnesi and Ingrid Solheim", moment[0])
    met_at(network, event, reading, moment[0])
    _log(network, _now(2), "message to Ingrid Solheim, sent a link")
    moment[0] = now
    made = introduce(network, (ME, find("Emmy Noether")), now, by=find("Laura Bassi"), state="proposed")
    become(network, made, "declined", now, "they had met at the reading circle already")
    introduce(
        network, (find("Nils Åkerström"), find("Yusuf Demirci")), now, state="proposed",
        note="the brass clasps",
    )  # fmt: skip
    become(network, latest_between(network, find("Nils Åkerström"), find("Jane Marcet")), "fruitful", now,
           "a book is being bound")  # fmt: skip
    new_opportunity(
        network, "The summer school", (find("Laura Bassi"),), ANCHOR - timedelta(days=9), kind="project",
        story="she needed somebody for the second week",
    )  # fmt: skip
    chair = new_opportunity(
        network, "The reading room", (find("Hypatia"),), ANCHOR - timedelta(days=80), kind="place to work"
    )
    change_opportunity(network, chair, now, state="happened")
    for measure, weekly, days, weeks, why in GOALS:
        first = ANCHOR - timedelta(days=days)
        until = first + timedelta(weeks=weeks)
        new_goal(network, measure, weekly, now, first=first, until=until, why=why)  # type: ignore[arg-type]
    with network.change("last week's review") as change:
        change.insert(
            Review(
                week=ANCHOR - timedelta(days=13), begun=ANCHOR - timedelta(days=7), taken=STEPS,
                next=(find("Caroline Herschel"),), words="Emmy explained it with apples",
                finished=ANCHOR - timedelta(days=7),
            )
        )  # fmt: skip
    picture = compute(network, now)
    reached = new_milestones(network, picture, now)
    with network.change("milestones") as change:
        for each in reached:
            change.insert(Milestone(kind=each.kind, reached=each.number, noticed=ANCHOR - timedelta(days=7)))


def _plans(network: Network, now: Now) -> None:
    """What is still to come."""
    for line in (
        "plan: coffee with Hypatia today",
        "tomorrow: lunch with Nils Åkerström",
        "plan zoom with Florence Nightingale in 5 days",
    ):
        _log(network, now, line)


if __name__ == "__main__":
    main()
