"""University data in the style of LUBM's published counts, and an ontology of our own for it.

Departments, staff, students, courses, publications and degrees; about 100,000 triples a campus.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

NS = "http://example.org/campus#"
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"

_CLASSES = {
    "Organization": "",
    "University": "Organization",
    "Department": "Organization",
    "ResearchGroup": "Organization",
    "Person": "",
    "Employee": "Person",
    "Faculty": "Employee",
    "Professor": "Faculty",
    "FullProfessor": "Professor",
    "AssociateProfessor": "Professor",
    "AssistantProfessor": "Professor",
    "Lecturer": "Faculty",
    "Student": "Person",
    "UndergraduateStudent": "Student",
    "GraduateStudent": "Person",
    "Work": "",
    "Course": "Work",
    "GraduateCourse": "Course",
    "Publication": "",
}
_AXIOMS = """
:memberOf a owl:ObjectProperty ; rdfs:domain :Person ;
  rdfs:range :Organization ; owl:inverseOf :member .
:worksFor a owl:ObjectProperty ; rdfs:subPropertyOf :memberOf .
:headOf a owl:ObjectProperty ; rdfs:subPropertyOf :worksFor .
:subOrganizationOf a owl:ObjectProperty, owl:TransitiveProperty ;
  rdfs:domain :Organization ; rdfs:range :Organization .
:degreeFrom a owl:ObjectProperty ; rdfs:domain :Person ;
  rdfs:range :University ; owl:inverseOf :hasAlumnus .
:undergraduateDegreeFrom rdfs:subPropertyOf :degreeFrom .
:mastersDegreeFrom rdfs:subPropertyOf :degreeFrom .
:doctoralDegreeFrom rdfs:subPropertyOf :degreeFrom .
:teacherOf a owl:ObjectProperty ; rdfs:domain :Faculty ; rdfs:range :Course .
:takesCourse a owl:ObjectProperty .
:advisor a owl:ObjectProperty ; rdfs:domain :Person ; rdfs:range :Professor .
:publicationAuthor a owl:ObjectProperty ; rdfs:domain :Publication ; rdfs:range :Person .
:Chair owl:equivalentClass [ owl:intersectionOf ( :Person
  [ a owl:Restriction ; owl:onProperty :headOf ; owl:someValuesFrom :Department ] ) ] .
:Student owl:equivalentClass [ owl:intersectionOf ( :Person
  [ a owl:Restriction ; owl:onProperty :takesCourse ; owl:someValuesFrom :Course ] ) ] .
:Chair rdfs:subClassOf :Professor .
:GraduateStudent rdfs:subClassOf
  [ a owl:Restriction ; owl:onProperty :takesCourse ; owl:someValuesFrom :GraduateCourse ] .
"""


def ontology() -> str:
    """Return the ontology as Turtle."""
    lines = [
        f"@prefix : <{NS}> .",
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .",
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .",
    ]
    for name, parent in _CLASSES.items():
        below = f" ; rdfs:subClassOf :{parent}" if parent else ""
        lines.append(f":{name} a owl:Class{below} .")
    return "\n".join(lines) + _AXIOMS


def write(path: Path, triples: int, *, seed: int = 7) -> int:
    """Write about so many triples as N-Triples; return how many."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for campus in range(1_000_000):
            count += _campus(file, campus, random.Random(f"{seed}/{campus}"), triples - count)
            if count >= triples:
                break
    return count


def _campus(file: TextIO, campus: int, draw: random.Random, most: int) -> int:
    count = 0
    university = f"http://www.University{campus}.edu"
    lines = list(_university(university, campus))
    for number in range(draw.randint(15, 25)):
        lines += _department(f"{university}/department{number}", university, draw)
        if count + len(lines) >= most:
            break
    file.writelines(f"{s} {p} {o} .\n" for s, p, o in lines)
    return len(lines)


Row = tuple[str, str, str]


def _of(name: str) -> str:
    return f"<{NS}{name}>"


def _university(university: str, campus: int) -> Iterator[Row]:
    yield f"<{university}>", _TYPE, _of("University")
    yield f"<{university}>", _of("name"), f'"University {campus}"'


def _department(base: str, university: str, draw: random.Random) -> Iterator[Row]:
    home = f"<{base}>"
    yield home, _TYPE, _of("Department")
    yield home, _of("subOrganizationOf"), f"<{university}>"
    courses: list[str] = []
    advanced: list[str] = []
    faculty: list[str] = []
    for kind, low, high in (
        ("FullProfessor", 7, 10),
        ("AssociateProfessor", 10, 14),
        ("AssistantProfessor", 8, 11),
        ("Lecturer", 5, 7),
    ):
        for number in range(draw.randint(low, high)):
            person = f"<{base}/{kind}{number}>"
            faculty.append(person)
            yield from _named(person, kind, f"{kind} {number}", base)
            yield person, _of("worksFor"), home
            for degree in ("undergraduate", "masters", "doctoral"):
                other = f"<http://www.University{draw.randrange(1000)}.edu>"
                yield person, _of(f"{degree}DegreeFrom"), other
            for pool, name in ((courses, "Course"), (advanced, "GraduateCourse")):
                for _ in range(draw.randint(1, 2)):
                    course = f"<{base}/{name}{len(pool)}>"
                    pool.append(course)
                    yield course, _TYPE, _of(name)
                    yield person, _of("teacherOf"), course
            for paper in range(draw.randint(5, 15)):
                name = f"{person[:-1]}/Publication{paper}>"
                yield name, _TYPE, _of("Publication")
                yield name, _of("publicationAuthor"), person
    yield faculty[0], _of("headOf"), home
    for number in range(draw.randint(8, 14) * len(faculty)):
        person = f"<{base}/UndergraduateStudent{number}>"
        yield from _named(person, "UndergraduateStudent", f"Undergraduate {number}", base)
        yield person, _of("memberOf"), home
        for course in draw.sample(courses, draw.randint(2, 4)):
            yield person, _of("takesCourse"), course
    for number in range(draw.randint(3, 4) * len(faculty)):
        person = f"<{base}/GraduateStudent{number}>"
        yield from _named(person, "GraduateStudent", f"Graduate {number}", base)
        yield person, _of("memberOf"), home
        yield person, _of("advisor"), draw.choice(faculty)
        for course in draw.sample(advanced, draw.randint(1, 3)):
            yield person, _of("takesCourse"), course
    for number in range(draw.randint(10, 20)):
        group = f"<{base}/ResearchGroup{number}>"
        yield group, _TYPE, _of("ResearchGroup")
        yield group, _of("subOrganizationOf"), home


def _named(person: str, kind: str, name: str, base: str) -> Iterator[Row]:
    yield person, _TYPE, _of(kind)
    yield person, _of("name"), f'"{name}"'
    yield person, _of("emailAddress"), f'"{name.replace(" ", ".").lower()}@{base[11:]}"'
    yield person, _of("telephone"), '"000-000-0000"'
