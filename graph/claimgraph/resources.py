"""Find the ontology and the queries: inside the installed package, or in the checkout."""

from importlib.resources import files
from pathlib import Path

from claimgraph.errors import OntologyError, QueryError

_CHECKOUT = Path(__file__).resolve().parents[2]


def _folder(packaged: str, checkout: str) -> Path | None:
    for place in (Path(str(files("claimgraph"))) / packaged, _CHECKOUT / checkout):
        if place.is_dir():
            return place
    return None


def ontology_folder() -> Path:
    """Return the folder that holds claimgraph.ttl, relations/ and shapes/.

    :raises OntologyError: where neither the package nor a checkout carries it
    """
    place = _folder("ontology_data", "ontology")
    if place is None:
        raise OntologyError("ontology/: found neither in the package nor in a checkout; reinstall")
    return place


def queries_folder() -> Path:
    """Return the folder that holds analyst/ and checks/.

    :raises QueryError: where neither the package nor a checkout carries it
    """
    place = _folder("queries_data", "queries")
    if place is None:
        raise QueryError("queries/: found neither in the package nor in a checkout; reinstall")
    return place
