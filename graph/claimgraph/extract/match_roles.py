"""Lift arguments out of a dependency parse: who stands in which role of a predicate.

Passives, relative clauses, participles, control, coordination and misattached prepositions are
undone here, once, so that a wording frame names only logical roles. Token indices are those of
the sentence; a fill's weight in (0, 1] says how direct the reading is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from claimgraph.extract.lexicon_syntax import (
    AS_OBJECT,
    AS_SUBJECT,
    CIRCUMSTANCE,
    CONTROL_NOUNS,
    COPULAS,
    LIGHT_VERBS,
    MAKING,
    OBJECT_CONTROL,
    OBJECT_GERUND,
    SUBJECTIVE_NOUNS,
)

Fill = tuple[int, float]
_RELATIVE = frozenset({"who", "whom", "which", "that"})
_VERBAL = frozenset({"VERB", "AUX"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_PREPOSITIONAL = frozenset({"prep", "agent", "dative"})
_MODIFIERS = frozenset({"amod", "compound", "nmod", "poss", "npadvmod"})
_BEFORE_LABEL = frozenset({'"', "'", "a", "an"})
_FROM = frozenset({"from"})
_PRO = frozenset({"PRP", "PRP$", "WDT", "WP", "WP$", "WRB", "EX", "DT"})
_FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
_DEPTH = 6  # clauses climbed for an elided subject


class Roles:
    """Answer which tokens fill a role of a predicate in one parsed sentence."""

    __slots__ = (
        "_cache",
        "dep",
        "head",
        "kids",
        "lemma",
        "lower",
        "nouns",
        "pos",
        "size",
        "tag",
        "words",
    )

    def __init__(self, tokens: Any, nouns: frozenset[int] = frozenset()) -> None:
        self.nouns = nouns  # heads of known phrases, whatever the tagger makes of them
        self.lemma: list[str] = [t.lemma_.lower() for t in tokens]
        self.words: list[str] = [t.text for t in tokens]
        self.lower: list[str] = [t.lower_ for t in tokens]
        self.pos: list[str] = [t.pos_ for t in tokens]
        self.tag: list[str] = [t.tag_ for t in tokens]
        self.dep: list[str] = [t.dep_ for t in tokens]
        self.head: list[int] = [t.head.i for t in tokens]
        self.size = len(self.lemma)
        self.kids: list[list[int]] = [[] for _ in range(self.size)]
        for index, head in enumerate(self.head):
            if head != index:
                self.kids[head].append(index)
        self._cache: dict[tuple[str, int], list[Fill]] = {}

    def _of(self, token: int, *deps: str) -> list[int]:
        return [kid for kid in self.kids[token] if self.dep[kid] in deps]

    def _once(self, name: str, token: int, make: Callable[[], list[Fill]]) -> list[Fill]:
        key = (name, token)
        if key not in self._cache:
            self._cache[key] = []  # a cycle of clauses ends here
            self._cache[key] = make()
        return self._cache[key]

    def spread(self, tokens: Iterable[int], weight: float = 1.0) -> list[Fill]:
        """Return tokens with all that is coordinated below them; relative pronouns resolved."""
        found: list[Fill] = []
        for word in tokens:
            token = self.antecedent(word)
            if token != word:
                found += self._identified(token)
            found.append((token, weight))
            for kid in self.kids[token]:
                if self.dep[kid] == "conj" and self.pos[kid] in _NOMINAL:
                    found += self.spread([kid], weight)
        return found

    def antecedent(self, token: int) -> int:
        """Return the noun that a relative pronoun stands for, or the token itself."""
        if self.lower[token] not in _RELATIVE or self.pos[token] not in ("PRON", "DET", "SCONJ"):
            return token
        place = token
        for _ in range(_DEPTH):
            above = self.head[place]
            if self.dep[place] == "relcl":
                return above
            if above == place:
                break
            place = above
        return token

    def _identified(self, noun: int) -> list[Fill]:
        """Return what is said to be one of a noun: "Ghana is among the countries that …"."""
        above = self.head[noun]
        if self.dep[noun] == "pobj" and self.lower[above] in ("among", "of"):
            above = self.head[above]
            if self.dep[above] == "attr":
                above = self.head[above]
        elif self.dep[noun] != "attr":
            return []
        if self.lemma[above] == "be":
            own = [k for k in self._of(above, "nsubj", "attr") if self.lower[k] not in _RELATIVE]
            return [(t, 0.9) for k in own for t in (k, *self._conjuncts(k))]
        if self.dep[above] == "attr" and self.lemma[self.head[above]] == "be":
            return self._identified(above)
        return []

    def _conjuncts(self, token: int) -> list[int]:
        found = []
        for kid in self._of(token, "conj"):
            found += [kid, *self._conjuncts(kid)]
        return found

    def passive(self, verb: int) -> bool:
        """Tell whether a verb's surface subject is its logical object."""
        deps = {self.dep[kid] for kid in self.kids[verb]}
        if "auxpass" in deps or "nsubjpass" in deps:
            return True
        if self.tag[verb] not in ("VBN", "VBD", "JJ") or "aux" in deps:
            return False
        if self.dep[verb] in ("acl", "amod") and self.tag[verb] != "VBD":
            return not deps & {"dobj", "nsubj"}
        if "dobj" in deps or ("nsubj" in deps and self.dep[verb] == "amod"):
            return False
        if "agent" in deps:
            return True
        if self.dep[verb] == "conj" and not deps & _SUBJECTS:
            above = self.head[verb]
            return self.pos[above] in _VERBAL and self.passive(above)
        if self.tag[verb] != "VBN":
            return False
        return self.dep[verb] in (
            "advcl",
            "ccomp",
            "xcomp",
            "ROOT",
            "relcl",
            "dep",
            "acomp",
            "oprd",
        )

    def subjects(self, verb: int) -> list[Fill]:
        """Return the logical subjects of a verb."""
        return self._once("subjects", verb, lambda: self._subjects(verb))

    def _subjects(self, verb: int) -> list[Fill]:
        if not self.passive(verb):
            return self._surface(verb, _DEPTH)
        found = self._objects_of_prepositions(verb, frozenset({"by"}))
        if self.dep[verb] == "amod" or self.pos[verb] == "ADJ":
            found += self._hyphenated(verb)
        return found

    def _hyphenated(self, verb: int) -> list[Fill]:
        """Return the agent of "US-imposed sanctions", however the parser hangs it."""
        found = [kid for kid in self._of(verb, "npadvmod", "compound", "advmod") if kid < verb]
        if verb >= 2 and self.lower[verb - 1] == "-":
            found.append(verb - 2)
        return [(token, 0.9) for token in dict.fromkeys(found)]

    def _surface(self, verb: int, depth: int) -> list[Fill]:
        own = self._of(verb, *_SUBJECTS)
        if own:
            return self.spread(own[-1:])
        if self._of(verb, "expl"):
            return self.spread(self._of(verb, "attr", "dobj"))
        if depth <= 0:
            return []
        above, dep = self.head[verb], self.dep[verb]
        if above == verb:
            return self._before(verb, depth)
        if dep == "ccomp" and self.tag[verb] in _FINITE:
            # "which he said enriches": the pronoun hangs on the verb of saying
            gone = [k for k in self._of(above, "dobj") if self.lower[k] in _RELATIVE]
            if gone:
                return self.spread(gone, 0.9)
        if dep == "conj":
            return self._shared(verb, above, depth)
        if dep in ("xcomp", "ccomp", "advcl"):
            return self._controlled(verb, above, depth)
        if dep in ("acl", "relcl", "amod"):
            return self._modified(verb, above)
        if dep == "pcomp":
            return self._gerund_subject(above, depth)
        if dep in ("acomp", "oprd") and self.pos[above] in _VERBAL:
            return self._surface(above, depth - 1)
        return []

    def _before(self, verb: int, depth: int) -> list[Fill]:
        """Return the subject of a verb listed before a root that the parser left without one."""
        for kid in self._of(verb, "ccomp"):
            own = kid < verb and self.tag[kid] in _FINITE and self._of(kid, *_SUBJECTS)
            if own and not self._of(kid, "mark"):
                return [(t, w * 0.85) for t, w in self._surface(kid, depth - 1)]
        return []

    def urged(self, verb: int) -> bool:
        """Tell whether a verb is an order or what must or should be done."""
        auxiliaries = {self.lemma[kid] for kid in self._of(verb, "aux", "auxpass")}
        if auxiliaries & {"must", "should", "ought"}:
            return True
        above = self.head[verb]
        if self.dep[verb] == "xcomp" and self.lemma[above] in ("have", "need"):
            return True
        if self.dep[verb] in ("relcl", "acl") and self.lemma[above] == "time":
            return True
        bare = self.tag[verb] == "VB" and not auxiliaries and not self._of(verb, *_SUBJECTS)
        if self.dep[verb] == "conj" and self.pos[above] in _VERBAL:
            return bare and self.urged(above)
        return bare and self.dep[verb] in ("ROOT", "ccomp")

    def _shared(self, verb: int, above: int, depth: int) -> list[Fill]:
        if self.pos[above] in _VERBAL:
            return [(t, w * 0.95) for t, w in self._surface(above, depth - 1)]
        return []

    def _controlled(self, verb: int, above: int, depth: int) -> list[Fill]:
        if above in self.nouns and above < verb:
            return self.spread([above], 0.9)
        finite = self.tag[verb] in _FINITE
        if self.dep[verb] != "xcomp" and finite:
            return []
        if self.pos[above] not in _VERBAL:
            return self.holders(above) if self.pos[above] == "ADJ" else self.agents(above)
        if self.dep[verb] == "xcomp" and self.lemma[above] in OBJECT_CONTROL:
            controlled = self._direct(above)
            if controlled:
                return self.spread(controlled)
            if self.passive(above):
                return self._surface(above, depth - 1)
        return [(t, w * 0.95) for t, w in self._surface(above, depth - 1)]

    def _modified(self, verb: int, above: int) -> list[Fill]:
        infinitive = any(self.tag[kid] == "TO" for kid in self.kids[verb])
        if infinitive and self.lemma[above] in CONTROL_NOUNS:
            return self.agents(above)
        if infinitive and self.dep[above] == "attr":
            return [*self.spread([above]), *self.holders(above)]
        return [(above, 1.0)]

    def _gerund_subject(self, preposition: int, depth: int) -> list[Fill]:
        above = self.head[preposition]
        if above == preposition:
            return []
        if self.pos[above] in _VERBAL:
            if self.lemma[above] in OBJECT_GERUND and self.lower[preposition] in (
                "for",
                "of",
                "from",
                "over",
            ):
                direct = self._direct(above)
                return self.spread(direct) if direct else self._surface(above, depth - 1)
            return [(t, w * 0.95) for t, w in self._surface(above, depth - 1)]
        if self.pos[above] == "ADJ":
            return self.holders(above)
        return [(t, w * 0.9) for t, w in self.agents(above)]

    def _direct(self, verb: int) -> list[int]:
        direct = self._of(verb, "dobj")
        direct += [kid for kid in self._of(verb, "dative") if self.pos[kid] != "ADP"]
        if not direct and self.passive(verb):
            return [token for token, _ in self._surface(verb, 1)]
        return direct

    def objects(self, verb: int) -> list[Fill]:
        """Return the logical objects of a verb, direct and indirect."""
        return self._once("objects", verb, lambda: self._objects(verb))

    def _objects(self, verb: int) -> list[Fill]:
        found: list[Fill] = []
        if self.passive(verb):
            found += self._surface(verb, _DEPTH)
        direct = self._of(verb, "dobj")
        direct += [kid for kid in self._of(verb, "dative") if self.pos[kid] != "ADP"]
        direct += [kid for kid in self._of(verb, "xcomp") if self.tag[kid] == "VBG"]
        found += self.spread(direct)
        if not found and self.dep[verb] == "amod" and self._of(verb, "nsubj"):
            found.append((self.head[verb], 0.9))  # "Rome imposed sanctions" read as a noun phrase
        if not found:
            found += self._small_clause(verb) or self._gap(verb) or self._next_object(verb)
        return found

    def _small_clause(self, verb: int) -> list[Fill]:
        """Return what is called something: the parser makes it the subject of the label."""
        for kid in self._of(verb, "ccomp", "xcomp", "oprd"):
            if kid < verb or self._of(kid, "mark") or self.tag[kid] in ("VBZ", "VBP", "VBD"):
                continue
            if self.dep[kid] == "oprd":
                before = [one for one in self._of(kid, "nmod", "compound", "dep") if one > verb]
                if before and any(self.dep[k] in ("det", "poss") for k in self.kids[before[0]]):
                    return self.spread(before[:1], 0.9)
            for inner in (kid, *self._of(kid, "amod", "ccomp")):
                subjects = [one for one in self._of(inner, *_SUBJECTS) if one > verb]
                if subjects:
                    return self.spread(subjects, 0.95)
        return []

    def _gap(self, verb: int) -> list[Fill]:
        """Return the noun before "that S hosts": the object missing from its relative clause."""
        place = verb
        for _ in range(_DEPTH):
            if self.dep[place] == "relcl":
                own = self._of(place, *_SUBJECTS)
                if own and self.lower[own[-1]] not in _RELATIVE:
                    return [(self.head[place], 0.9)]
                return []
            if self.dep[place] not in ("xcomp", "conj"):
                return []
            place = self.head[place]
        return []

    def _next_object(self, verb: int) -> list[Fill]:
        """Return the object that a coordinated verb shares: "sends and trains doctors"."""
        for kid in self._of(verb, "conj"):
            if kid - verb <= 3 and self.pos[kid] in _VERBAL and not self._of(kid, *_SUBJECTS):
                direct = self._of(kid, "dobj")
                if direct:
                    return self.spread(direct, 0.9)
        return []

    def is_passive_copula(self, verb: int) -> bool:
        """Tell whether a participle with "be" reads as a label: "is exploited"."""
        return any(self.lemma[kid] == "be" for kid in self._of(verb, "auxpass"))

    def complements(self, verb: int) -> list[Fill]:
        """Return second objects: labels, predicates, the thing given."""
        found = self._of(verb, "oprd", "attr", "acomp", "dobj")
        found += [k for k in self._of(verb, "ccomp", "xcomp") if not self._of(k, "mark")]
        for direct in self._of(verb, "dobj"):
            # 'called the leader "a disgrace"': the parser takes the label for an apposition
            found += [k for k in self._of(direct, "appos") if self.lower[k - 1] in _BEFORE_LABEL]
        return [(token, 1.0) for token in found if self.tag[token] not in _PRO]

    def prepositions(self, token: int, words: frozenset[str]) -> list[Fill]:
        """Return the nouns that a preposition ties to a token, misattachment repaired."""
        found = self._objects_of_prepositions(token, words)
        if self.pos[token] in _VERBAL:
            if "in" in words and any(self.lower[k] == "where" for k in self._of(token, "advmod")):
                found += self._where(token)
            for kid in self._of(token, "dobj", "nsubjpass", "attr"):
                found += [(t, w * 0.92) for t, w in self._objects_of_prepositions(kid, words)]
            if self.dep[token] in ("acl", "amod"):
                above = self._objects_of_prepositions(self.head[token], words)
                found += [(t, w * 0.9) for t, w in above if t > token]
        elif self.dep[token] in ("dobj", "nsubjpass", "attr", "conj", "pobj"):
            found += self._from_above(token, words)
        for kid in self._of(token, "conj"):
            if self.pos[kid] in _NOMINAL and self.pos[token] in _NOMINAL:
                found += [(t, w * 0.85) for t, w in self._objects_of_prepositions(kid, words)]
        return list({t: (t, w) for t, w in reversed(found)}.values())[::-1]

    def _where(self, verb: int) -> list[Fill]:
        """Return the place that "where" stands for: "one of the countries where it works"."""
        place = verb
        while self.dep[place] == "conj":
            place = self.head[place]
        if self.dep[place] != "relcl":
            return []
        noun = self.head[place]
        return [(noun, 0.9), *self._identified(noun)]

    def _from_above(self, token: int, words: frozenset[str]) -> list[Fill]:
        """Return what a preposition after a noun brings, though it hangs on a word above."""
        if self.dep[token] == "conj":
            passed = self._objects_of_prepositions(self.head[token], words)
            return [(t, w * 0.8) for t, w in passed if t > token]
        place = token
        for weight in (0.88, 0.8):
            if self.dep[place] == "pobj":
                place = self.head[place]
            above = self.head[place]
            if above == place:
                return []
            passed = self._objects_of_prepositions(above, words)
            found = [(t, w * weight) for t, w in passed if t > token]
            if found or self.pos[above] in _VERBAL:
                return found if self.pos[above] in _VERBAL else []
            place = above
        return []

    def _objects_of_prepositions(self, token: int, words: frozenset[str]) -> list[Fill]:
        found: list[Fill] = []
        for kid in self.kids[token]:
            if self.dep[kid] in _PREPOSITIONAL or self.pos[kid] == "ADP":
                found += self._through(kid, words)
            elif self.dep[kid] == "acl" and self.lower[kid] in words:
                found += self.spread(self._of(kid, "dobj"))
            elif self.dep[kid] == "advmod" and "of" in words and self.lower[kid] == "out":
                found += self._objects_of_prepositions(kid, words)
        return found

    def _through(self, preposition: int, words: frozenset[str]) -> list[Fill]:
        found: list[Fill] = []
        if self.lower[preposition] in words:
            found += self.spread(self._of(preposition, "pobj"))
            if self.lower[preposition] == "as" and not found:
                found += self.spread(self._of(preposition, "amod", "acomp", "advmod"))
        else:
            for noun in self._of(preposition, "pobj"):
                if words == _FROM:
                    found += [(t, 0.75) for t, _ in self._objects_of_prepositions(noun, words)]
                if self.pos[noun] == "PROPN" or self.tag[noun] == "CD":
                    # "in July on officials": the parser hangs the second on the date
                    for kid in self._of(noun, "prep"):
                        if self.lower[kid] in words and self.lower[kid] not in ("of", "in"):
                            found += self.spread(self._of(kid, "pobj"), 0.75)
        for kid in self._of(preposition, "prep", "conj"):
            if self.pos[kid] == "ADP":
                found += self._through(kid, words)
        return found

    def gerunds(self, token: int, words: frozenset[str]) -> list[int]:
        """Return the verbs in -ing that a preposition ties to a token or to its object."""
        found = []
        for place in (token, *self._of(token, "dobj", "nsubjpass")):
            for kid in self._of(place, "prep"):
                if self.lower[kid] in words:
                    for verb in self._of(kid, "pcomp"):
                        found += [verb, *self._of(verb, "conj")]
        return found

    def infinitives(self, token: int) -> list[int]:
        """Return the verbs that complement a token: "plans to end", "a plan to end"."""
        found = []
        for place in (token, *self._of(token, "dobj")):
            for kid in self._of(place, "xcomp", "ccomp", "advcl", "acl", "relcl"):
                if self.dep[kid] == "xcomp" or any(
                    self.tag[inner] == "TO" for inner in self.kids[kid]
                ):
                    found += [kid, *[c for c in self._of(kid, "conj") if self.pos[c] == "VERB"]]
        return found

    def modifiers(self, token: int) -> list[int]:
        """Return the words that modify a noun from the left."""
        return [kid for kid in self.kids[token] if kid < token]

    def clauses(self, token: int, *, predicate: str = "verb") -> list[int]:
        """Return the heads of clauses that complement a token; for a noun or adjective as
        ``predicate`` what the clause's copula links.
        """
        found = []
        for place in (token, *self._of(token, "dobj")):
            for kid in self._of(place, "ccomp", "acl", "relcl", "advcl"):
                found += [kid, *[c for c in self._of(kid, "conj") if self.pos[c] in _VERBAL]]
        if predicate != "verb":
            found = [inner for verb in found for inner in self._of(verb, "attr", "acomp", "prep")]
        return found

    def below(self, token: int) -> list[int]:
        """Return all tokens below one, nearest first."""
        found, layer = [], [token]
        while layer:
            layer = [kid for place in layer for kid in self.kids[place]]
            found += layer
        return found

    def owners(self, noun: int, *, sources: bool = True) -> list[Fill]:
        """Return possessors and nation adjectives of a thing, and whom it is from."""
        found = self.spread(self._of(noun, "poss"))
        for kid in self._of(noun, "amod", "compound", "nmod"):
            found += [(kid, 1.0), *[(c, 1.0) for c in self._of(kid, "conj")]]
        if sources:
            found += [(t, w * 0.95) for t, w in self._objects_of_prepositions(noun, _FROM)]
        for kid in self._of(noun, "acl"):
            if self.lemma[kid] in MAKING:
                found += [(t, w * 0.9) for t, w in self.subjects(kid)]
        return found

    def agents(self, noun: int) -> list[Fill]:
        """Return who does what a noun names."""
        return self._once("agents", noun, lambda: self._agents(noun))

    def _agents(self, noun: int) -> list[Fill]:
        found = self._causative(noun)
        found += self._possessive(noun)
        found += self._objects_of_prepositions(noun, frozenset({"by"}))
        found += self.owners(noun)
        for inner, _ in self._objects_of_prepositions(noun, frozenset({"of", "to", "for", "at"})):
            passed = self._objects_of_prepositions(inner, frozenset({"from", "by"}))
            found += [(t, w * 0.75) for t, w in passed]
        if self.lemma[noun] in SUBJECTIVE_NOUNS or self.lemma[noun] in CONTROL_NOUNS:
            of = self._objects_of_prepositions(noun, frozenset({"of"}))
            found += [(t, w * 0.85) for t, w in of]
        place = noun
        while self.dep[place] == "conj" and self.pos[self.head[place]] in _NOMINAL:
            place = self.head[place]
        above = self.head[place]
        if (
            self.dep[place] in ("dobj", "nsubjpass")
            and self.pos[above] in _VERBAL
            and self.lemma[above] in LIGHT_VERBS
        ):
            found += [(t, w * 0.93) for t, w in self.subjects(above)]
        return found or self._agents_above(place)

    def _possessive(self, noun: int) -> list[Fill]:
        """Return whom "its", "their" most likely mean: the object thanked or blamed, the subject.

        "We thank Ghana for its decision"; "Ghana announced its decision".
        """
        if not any(self.tag[kid] == "PRP$" for kid in self.kids[noun]):
            return []
        above = self.head[noun]
        if self.dep[noun] == "dobj" and self.pos[above] in _VERBAL:
            return [(t, w * 0.85) for t, w in self.subjects(above)]
        verb = self.head[above]
        thanked = self.pos[verb] in _VERBAL and self.lemma[verb] in OBJECT_GERUND
        if thanked and self.dep[noun] == "pobj" and self.lower[above] in ("for", "over"):
            return [(t, w * 0.85) for t, w in self.objects(verb)]
        return []

    def _agents_above(self, noun: int) -> list[Fill]:
        """Return the subject of the clause that an act without its own agent frames.

        "After a meeting with X, Y said"; "Y had visas revoked".
        """
        above = self.head[noun]
        if self.dep[noun] == "pobj" and self.lower[above] in CIRCUMSTANCE:
            verb = self.head[above]
            if self.pos[verb] in _VERBAL:
                return [(t, w * 0.8) for t, w in self._surface(verb, _DEPTH)]
        return self._causative(noun)

    def _causative(self, noun: int) -> list[Fill]:
        above = self.head[noun]
        outer = self.head[above]
        if (
            self.dep[noun] in _SUBJECTS
            and self.tag[above] == "VBN"
            and self.dep[above] in ("ccomp", "xcomp")
            and self.lemma[outer] in ("have", "get", "see")
        ):
            return self.subjects(outer)
        return []

    def authors(self, noun: int) -> list[Fill]:
        """Return whose a document or statement is: its owner, or who adopts, signs, issues it."""
        found = self.spread(self._of(noun, "poss"))
        found += self._objects_of_prepositions(noun, frozenset({"by", "from"}))
        above = self.head[noun]
        if not found and self.dep[noun] in ("dobj", "nsubjpass") and self.pos[above] in _VERBAL:
            found = self.subjects(above)
        return found

    def genitives(self, noun: int) -> list[Fill]:
        """Return what an act named by a noun is done to: "of", possessor, compound."""
        found = self._objects_of_prepositions(noun, frozenset({"of"}))
        found += self.spread(self._of(noun, "poss"), 0.8)
        found += [(kid, 0.85) for kid in self._of(noun, "compound", "amod", "nmod")]
        return found

    def holders(self, token: int) -> list[Fill]:
        """Return what a predicate noun, adjective or preposition is said of."""
        return self._once("holders", token, lambda: self._holders(token))

    def _holders(self, token: int) -> list[Fill]:
        above, dep = self.head[token], self.dep[token]
        if dep == "conj":
            return self.holders(above)
        if dep in ("attr", "acomp", "oprd"):
            objects = self.objects(above) if dep == "oprd" else []
            return objects or self._surface(above, _DEPTH)
        if dep in ("appos", "amod", "compound", "relcl", "acl"):
            return self.spread([above])
        if dep in ("advcl", "prep", "dep", "advmod") and above != token:
            if self.pos[above] not in _VERBAL:
                loose = self.pos[token] == "ADP" and self.lower[token] not in ("against", "under")
                return [] if loose else [(above, 0.9)]
            if self.pos[token] != "ADP" or self.lemma[above] in COPULAS:
                return self._surface(above, _DEPTH)
            return []
        return self._own_names(token, above, dep)

    def _own_names(self, token: int, above: int, dep: str) -> list[Fill]:
        found = self.spread(self._of(token, "appos"))
        if dep == "pobj" and self.lower[above] == "as":
            verb = self.head[above]
            if self.lemma[verb] in AS_SUBJECT:
                found += self._surface(verb, _DEPTH)
            elif self.lemma[verb] in AS_OBJECT:
                found += self.spread(self._direct(verb))
        if dep == "pobj" and self.lower[above] in ("among", "of"):
            found += self._identified(token)
        if dep in _SUBJECTS:
            found += self.spread([k for k in self._of(above, *_SUBJECTS) if k != token])
        if self.pos[token] in _NOMINAL:
            found.append((token, 0.9))
        return found
