"""IRIs of the RDF, RDFS and OWL 2 vocabularies, in N-Triples form (``<iri>``)."""

from __future__ import annotations

RDF_NS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS_NS = "http://www.w3.org/2000/01/rdf-schema#"
OWL_NS = "http://www.w3.org/2002/07/owl#"
XSD_NS = "http://www.w3.org/2001/XMLSchema#"


def _rdf(name: str) -> str:
    return f"<{RDF_NS}{name}>"


def _rdfs(name: str) -> str:
    return f"<{RDFS_NS}{name}>"


def _owl(name: str) -> str:
    return f"<{OWL_NS}{name}>"


TYPE = _rdf("type")
FIRST = _rdf("first")
REST = _rdf("rest")
NIL = _rdf("nil")
PROPERTY = _rdf("Property")

SUB_CLASS_OF = _rdfs("subClassOf")
SUB_PROPERTY_OF = _rdfs("subPropertyOf")
DOMAIN = _rdfs("domain")
RANGE = _rdfs("range")
DATATYPE = _rdfs("Datatype")
RDFS_CLASS = _rdfs("Class")

THING = _owl("Thing")
NOTHING = _owl("Nothing")
CLASS = _owl("Class")
OBJECT_PROPERTY = _owl("ObjectProperty")
DATATYPE_PROPERTY = _owl("DatatypeProperty")
ANNOTATION_PROPERTY = _owl("AnnotationProperty")
FUNCTIONAL = _owl("FunctionalProperty")
INVERSE_FUNCTIONAL = _owl("InverseFunctionalProperty")
SYMMETRIC = _owl("SymmetricProperty")
ASYMMETRIC = _owl("AsymmetricProperty")
TRANSITIVE = _owl("TransitiveProperty")
IRREFLEXIVE = _owl("IrreflexiveProperty")
ALL_DIFFERENT = _owl("AllDifferent")
ALL_DISJOINT_CLASSES = _owl("AllDisjointClasses")
ALL_DISJOINT_PROPERTIES = _owl("AllDisjointProperties")

SAME_AS = _owl("sameAs")
DIFFERENT_FROM = _owl("differentFrom")
EQUIVALENT_CLASS = _owl("equivalentClass")
EQUIVALENT_PROPERTY = _owl("equivalentProperty")
DISJOINT_WITH = _owl("disjointWith")
COMPLEMENT_OF = _owl("complementOf")
PROPERTY_DISJOINT_WITH = _owl("propertyDisjointWith")
INVERSE_OF = _owl("inverseOf")
PROPERTY_CHAIN = _owl("propertyChainAxiom")
HAS_KEY = _owl("hasKey")
INTERSECTION_OF = _owl("intersectionOf")
UNION_OF = _owl("unionOf")
ONE_OF = _owl("oneOf")
ON_PROPERTY = _owl("onProperty")
ON_CLASS = _owl("onClass")
SOME_VALUES_FROM = _owl("someValuesFrom")
ALL_VALUES_FROM = _owl("allValuesFrom")
HAS_VALUE = _owl("hasValue")
MAX_CARDINALITY = _owl("maxCardinality")
MAX_QUALIFIED_CARDINALITY = _owl("maxQualifiedCardinality")
MEMBERS = _owl("members")
DISTINCT_MEMBERS = _owl("distinctMembers")
SOURCE_INDIVIDUAL = _owl("sourceIndividual")
ASSERTION_PROPERTY = _owl("assertionProperty")
TARGET_INDIVIDUAL = _owl("targetIndividual")
TARGET_VALUE = _owl("targetValue")

VOCABULARY_PREFIXES = (f"<{RDF_NS}", f"<{RDFS_NS}", f"<{OWL_NS}", f"<{XSD_NS}")

# A triple with one of these predicates speaks of the schema, not of the data.
SCHEMA_PREDICATES = frozenset(
    {
        SUB_CLASS_OF,
        SUB_PROPERTY_OF,
        DOMAIN,
        RANGE,
        EQUIVALENT_CLASS,
        EQUIVALENT_PROPERTY,
        DISJOINT_WITH,
        COMPLEMENT_OF,
        PROPERTY_DISJOINT_WITH,
        INVERSE_OF,
        PROPERTY_CHAIN,
        HAS_KEY,
        INTERSECTION_OF,
        UNION_OF,
        ONE_OF,
        ON_PROPERTY,
        ON_CLASS,
        SOME_VALUES_FROM,
        ALL_VALUES_FROM,
        HAS_VALUE,
        MAX_CARDINALITY,
        MAX_QUALIFIED_CARDINALITY,
        MEMBERS,
        FIRST,
        REST,
    }
)

# Every engine gives these terms the ids 0, 1, …: constants in compiled code, and the first choice
# when equal terms need a representative.
TERMS: tuple[str, ...] = (
    TYPE,
    SAME_AS,
    DIFFERENT_FROM,
    FIRST,
    REST,
    NIL,
    SUB_CLASS_OF,
    SUB_PROPERTY_OF,
    DOMAIN,
    RANGE,
    EQUIVALENT_CLASS,
    EQUIVALENT_PROPERTY,
    DISJOINT_WITH,
    COMPLEMENT_OF,
    PROPERTY_DISJOINT_WITH,
    INVERSE_OF,
    PROPERTY_CHAIN,
    HAS_KEY,
    INTERSECTION_OF,
    UNION_OF,
    ONE_OF,
    ON_PROPERTY,
    ON_CLASS,
    SOME_VALUES_FROM,
    ALL_VALUES_FROM,
    HAS_VALUE,
    MAX_CARDINALITY,
    MAX_QUALIFIED_CARDINALITY,
    MEMBERS,
    DISTINCT_MEMBERS,
    SOURCE_INDIVIDUAL,
    ASSERTION_PROPERTY,
    TARGET_INDIVIDUAL,
    TARGET_VALUE,
    THING,
    NOTHING,
    CLASS,
    OBJECT_PROPERTY,
    DATATYPE_PROPERTY,
    FUNCTIONAL,
    INVERSE_FUNCTIONAL,
    SYMMETRIC,
    ASYMMETRIC,
    TRANSITIVE,
    IRREFLEXIVE,
    ALL_DIFFERENT,
    ALL_DISJOINT_CLASSES,
    ALL_DISJOINT_PROPERTIES,
)
ID: dict[str, int] = {term: number for number, term in enumerate(TERMS)}
