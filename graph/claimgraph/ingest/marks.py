"""What a line of a page is, told by general wording: data, with the functions that read it."""

from __future__ import annotations

import re

from claimgraph.ingest.dates import MONTH, read_date

_I = re.IGNORECASE

_RULE = re.compile(r"^\s*(?:\\?[-=_~#·•–—*+]\s?){3,}$")
_END_MARK = re.compile(r"^\s*(?:\\?#\s?#\s?#|-\s?30\s?-|(?:-\s?)?ENDS?(?:\s?-)?)\s*$")

# A line that is one of these alone ends an article: what follows belongs to the page, or to the
# next article.
_TAIL_LINES = (
    r"source(?: link)(?: here)?",
    r"(?:read|view|see) (?:the )?(?:full|original|complete|entire|whole) "
    r"(?:article|story|post|text|report|statement)(?: here| at .{0,60}| on .{0,60})?",
    r"related (?:articles?|stories|posts?|content|news|links)(?: .{0,20})?:?",
    r"(?:more|also) (?:from|by) (?:this|the) author",
    r"(?:continue|go|back|return) to (?:the )?"
    r"(?:category|archive|home ?page|top|index|site|main page|news|list)(?: page)?",
    r"(?:previous|next|older|newer) (?:article|post|story|page|entry|entries|posts)",
    r"about the authors?:?",
    r"(?:leave|post) a (?:comment|reply)",
)
# These stand between articles too, but as often in a box within one.
_BOX_LINES = (
    r"(?:read|continue) (?:more|reading)(?: here| on .{0,60})?[.…»>→]*",
    r"related(?: (?:topics|reading))?:?",
    r"more (?:from|on|in) (?:this|the|our) (?:topic|section|site|series|web ?site)",
    r"(?:you (?:may|might) (?:also )?(?:like|enjoy)|recommended(?: for you| reading)?|read next|"
    r"up next|most (?:read|popular|viewed|shared)|trending(?: now)?|latest (?:news|stories)|"
    r"top stories|editors?['’]? picks?|more stories|see also|further reading)"
    r"(?: (?:this week|today|now|articles?|stories))?:?",
    r"(?:end of )?list(?: of \d{1,2} items?)?|list \d{1,2} of \d{1,2}.{0,160}",
)
_NAVIGATION_LINES = (
    r"skip to (?:main )?(?:content|navigation|search)",
    r"(?:main )?(?:menu|navigation|breadcrumbs?|search|home|subscribe|sign (?:in|up)|log ?(?:in|"
    r"out)|"
    r"register|donate(?: now)?|source|support us|"
    r"contact(?: us)?|about(?: us)?|sitemap|site map|rss|"
    r"newsletters?|advertis(?:e|ing|ement)s?|sponsored(?: content)?|promoted|share|print|e-?mail|"
    r"comments?|leave a (?:comment|reply)|\d+ comments?|tags?:.{0,200}|categor(?:y|ies):.{0,200}|"
    r"filed under:?.{0,200}|topics?:.{0,200}|copy link|close|loading|listen|play|watch|"
    r"listen to (?:this )?(?:article|story)|save(?: (?:article|story))?|follow us.{0,60}|"
    r"privacy(?: policy| notice)?|cookie (?:policy|settings|preferences)|"
    r"terms(?: (?:of (?:use|service)|and conditions|& conditions))?|all rights reserved\.?|"
    r"facebook|twitter|x|linkedin|whatsapp|telegram|reddit|pinterest|instagram|youtube)",
    r"(?:share|tweet|post|e-?mail|print)(?: (?:this|on|via|by|to|with).{0,50})?"
    r"(?:[ ,|/·]+(?:share|tweet|post|e-?mail|print|facebook|twitter|x|linkedin|whatsapp|telegram))"
    r"*",
    r"\d{1,3}",  # the number of a picture in a gallery, or of a page
    r"page \d+(?: of \d+)?",
    r"\d+(?:\s?(?:min(?:ute)?s?|hours?|days?))(?: (?:read|ago))",
    r"(?:reading time|estimated read(?:ing)? time):?.{0,30}",
    r"(?:home|news|world)(?:\s*[>»/|›]\s*[\w &’'-]{1,40})+",
    r"https?://\S+|www\.\S+",
    r"(?:related|see also|read (?:more|also)|also read|more|watch|listen|don[’']t miss)"
    r"\s*:\s*.{3,200}",
    r"[^.!?]{0,80}\bread more\b[^.!?]{0,20}",
)
_PLEAS = (
    r"\b(?:this|our) (?:web ?site|site|page) uses cookies\b",
    r"\bwe (?:and our partners )?use cookies\b",
    r"\b(?:accept|reject|manage) (?:all )?cookies\b",
    r"\bby (?:continuing|clicking|using|browsing)\b.{0,60}\b(?:you (?:agree|accept|consent)|"
    r"cookies)\b",
    r"\byou (?:agree to|accept) our (?:use of cookies|terms|privacy)\b",
    r"\bsign up (?:for|to) (?:our|the|receive|get)\b",
    r"\bsubscribe (?:to|for|now|today)\b.{0,60}(?:newsletter|digest|channel|updates|alerts|podcast|"
    r"access|inbox|e-?mail|edition|offer|\bour\b)",
    r"\b(?:join|get) (?:our|the) (?:free )?(?:daily |weekly )?(?:newsletter|mailing list|"
    r"e-?mail list)\b",
    r"\b(?:get|receive|have) .{0,50}\b(?:in|to) your inbox\b",
    r"\benter your e-?mail\b",
    r"\b(?:become a (?:member|subscriber|patron|supporter)|make a donation|donate (?:now|today|"
    r"here|to us)|"
    r"support (?:our|independent) (?:work|journalism|media|reporting))\b",
    r"\bfollow us on\b",
    r"\bclick here (?:to|for)\b",
    r"\bshare this (?:article|story|post|page)\b",
    r"\ball rights reserved\b",
    r"\b(?:may|must) not be (?:published|reproduced|copied|distributed|republished)\b",
    r"^\W*(?:©|\(c\)|copyright\b)",
    r"\b(?:enable|turn on|disable) (?:java ?script|your ad ?blocker)\b",
    r"\bad ?blocker\b.{0,60}\b(?:detected|disable|turn off)\b",
    r"\bthis (?:article|story|post) (?:was )?(?:originally|first) (?:appeared|published|ran)"
    r" (?:on|in|at|by)\b",
    r"\b(?:read|view|see) (?:the )?(?:full|original) (?:article|story|text) (?:here|at|on)\b",
    r"\bto read the (?:full|rest|remainder)\b",
    r"\bdownload (?:our|the) (?:free )?app\b",
    r"\bviews expressed .{0,80}\b(?:do not|don[’']t) (?:necessarily )?(?:reflect|represent)\b",
)
_CAPTIONS = (
    r"^(?:photo(?:graph)?|image|picture|file (?:photo|image)|illustration|caption|graphic|video|"
    r"credit|courtesy)s?(?: (?:by|courtesy(?: of)?|credit))?\s*[:|/©—–-]",
    r"\b(?:photo(?:graph)?|image|picture|credit)s?\s*:\s*\S.{0,60}$",
    r"\(?(?:photo(?:graph)?|image|picture|illustration) (?:by|courtesy|credit|via)\b",
    r"(?:^|[.\s\[(/])(?:reuters|ap photo|getty images|afp|epa|shutterstock|alamy|pa wire)"
    r"\s*/\s*[A-Z]",
    r"[\[(][^\])]{0,60}/\s*(?:reuters|ap|afp|epa|getty(?: images)?|anadolu|shutterstock|ap photo)"
    r"[\])]\s*$",
    r"\b(?:getty images|ap photo|file photo|handout)\b.{0,40}$",
    r"^(?:an?|the) (?:image|photo(?:graph)?|picture|illustration|screenshot) (?:of|shows?|showing)"
    r"\b",
    r"^(?:illustration|screenshot|photo(?:graph)?|map|portrait|close-?up|(?:aerial|underwater|"
    r"wide) (?:shot|view|photo)) (?:of|shows?|showing)\b",
    r"^[^.]{2,60}\((?:(?:second|third|fourth) from )?(?:left|right|cent(?:re|er)|l|r|pictured|"
    r"above|below)\)",
    r"\bis (?:seen|pictured|shown) (?:here|in this|during|at|on|in)\b.{0,120}$",
)
_CREDIT_AT_END = re.compile(r"(?<=[\w.!?”’'\"])Credits?:\s?\S.{0,60}$")
_BYLINE = re.compile(
    r"^(?i:by|words by|reported by|written by|text by)\s+(?P<name>(?:[A-Z][\w’'.-]*|de|la|van|"
    r"von|al|bin|der|and)"
    r"(?:\s+(?:[A-Z][\w’'.-]*|de|la|van|von|al|bin|der|and|del|da|dos|el)){0,9})"
    r"(?:\s*[,|(–—-].{0,80})?\s*$",
)
_SOURCE = re.compile(
    r"^(?:source|published by|publisher|originally published (?:by|in|on|at)|"
    r"first published (?:by|in|on)|from)"
    r"\s*:\s*(?P<name>\S.{0,80})$|^(?:published by|originally published (?:by|in|at)|"
    r"first published (?:by|in))\s+(?P<other>[A-Z].{0,80})$",
    _I,
)
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun)"
_DATE_LINE = re.compile(
    r"^(?:(?:date|published|posted|updated|last (?:updated|modified)|created|issued|released|"
    r"first published)"
    rf"(?:\s+(?:on|at))?\s*:?\s*)?(?:{_WEEKDAY}[.,]*\s+)?"
    rf"(?:{MONTH}\s*\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\.?\s+(?:of\s+)"
    rf"?{MONTH},?\s+\d{{4}}|"
    rf"\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}|{MONTH},?\s+\d{{4}})"
    r"(?:[\s,|·at–—-]*\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?)?\s*(?:\(?[A-Z]{2,5}\)?)?)"
    r"?\s*[.|]?\s*$",
    _I,
)
_DAY = rf"(?:{MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{MONTH})(?:,?\s+\d{{4}})?"
_PLACE = r"[A-Z][\w’'.-]*(?:[ ,]+[A-Z][\w’'.-]*){0,4}"
_AGENCY = r"\((?P<agency>[A-Z][\w .&’'-]{1,40})\)"
# A place with a comma before the date, or a dash after the agency: "On May 5 (Monday)" has neither.
_DATELINES = (
    re.compile(rf"^{_PLACE},\s+{_DAY}\s*{_AGENCY}"),
    re.compile(rf"^(?:{_PLACE},?\s+)?{_DAY}\s*{_AGENCY}\s*[-–—]{{1,2}}"),
    re.compile(rf"^[A-Z][A-Z’'.-]+(?:[ ,]+[A-Z][\w’'.-]+){{0,4}}\s*{_AGENCY}\s*[-–—]{{1,2}}\s"),
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)\s*(?:©|\(c\))?\s*(?:(?:19|20)\d{2}(?:\s*[-–]\s*(?:(?:19|20)\d{2}|"
    r"present))?)?,?\s*"
    r"(?:by\s+)?(?P<name>[A-Z][\w&’'. -]{1,60}?)\s*(?:[.,;|]|all rights|\Z)",
    _I,
)
# Each pattern above holds one of these words: most sentences have none, and cost no search.
_PLEA_WORDS = (
    *(
        "cookie",
        "agree",
        "accept",
        "consent",
        "sign up",
        "subscribe",
        "newsletter",
        "mail",
        "inbox",
    ),
    *(
        "become a",
        "donat",
        "support",
        "follow us",
        "click here",
        "share this",
        "reserved",
        "not be",
    ),
    *("©", "(c)", "copyright", "java", "block", "first", "originally", "full", "to read"),
    *("download", "views expressed"),
)
_CAPTION_WORDS = (
    *("photo", "image", "picture", "illustration", "caption", "graphic", "video", "credit"),
    *("courtesy", "reuters", "getty", "afp", "epa", "shutterstock", "alamy", "pa wire", "anadolu"),
    *(
        "ap photo",
        "/ap",
        "/ ap",
        "handout",
        "screenshot",
        "map",
        "portrait",
        "close",
        "shot",
        "view",
    ),
    *("left)", "right)", "centre)", "center)", "(l)", "(r)", "above)", "below)", "seen", "shown"),
)
_TAIL = re.compile(rf"^\W*(?:{'|'.join(_TAIL_LINES)})\W*$", _I)
_BOX = re.compile(rf"^\W*(?:{'|'.join(_BOX_LINES)})\W*$", _I)
_LINKS = re.compile(
    r"^\W*(?:related\b|recommended\b|(?:read|up) next|most (?:read|popular|viewed|shared)|trending|"
    r"latest (?:news|stories)|top stories|editors?\b|more (?:stories|from)|see also|"
    r"further reading|"
    r"you (?:may|might)).{0,40}$",
    _I,
)
_NAVIGATION = re.compile(rf"^\W*(?:{'|'.join(_NAVIGATION_LINES)})\W*$", _I)
_PLEA = re.compile("|".join(_PLEAS), _I)
_CAPTION = re.compile("|".join(_CAPTIONS), _I)
_LONGEST_LINE = 300  # characters; what is longer is prose


def _has(text: str, words: tuple[str, ...]) -> bool:
    lower = text.lower()
    return any(word in lower for word in words)


def is_separator(line: str) -> bool:
    """Tell whether a line is a rule or an end mark, such as ``-----``, ``* * *``, ``###``."""
    return len(line) < 200 and bool(_RULE.match(line) or _END_MARK.match(line))


def ends_article(line: str) -> bool:
    """Tell whether a line stands after an article: 'Source link', 'Related articles', '###'."""
    return len(line) < _LONGEST_LINE and bool(_END_MARK.match(line) or _TAIL.match(line))


def opens_links(line: str) -> bool:
    """Tell whether a line heads a list of links to other articles."""
    return len(line) < _LONGEST_LINE and bool(_LINKS.match(line))


def is_navigation(line: str) -> bool:
    """Tell whether a whole line is a menu, a button, a link or a page number."""
    return len(line) < _LONGEST_LINE and bool(
        _TAIL.match(line) or _BOX.match(line) or _NAVIGATION.match(line)
    )


def is_plea(sentence: str) -> bool:
    """Tell whether a sentence is about cookies, subscriptions, rights or sharing.

    >>> is_plea("We use cookies to improve your visit.")
    True
    """
    return len(sentence) < 500 and _has(sentence, _PLEA_WORDS) and bool(_PLEA.search(sentence))


def is_caption(line: str) -> bool:
    """Tell whether a line describes or credits a picture."""
    if len(line) >= 500 or not _has(line, _CAPTION_WORDS):
        return False
    return bool(_CAPTION.search(line) or _CREDIT_AT_END.search(line))


def read_byline(line: str) -> str | None:
    """Return the author whom a byline names.

    >>> read_byline("By Ana Roe, Chief Reporter")
    'Ana Roe'
    """
    if len(line) > 140:
        return None
    found = _BYLINE.match(line)
    if not found or len(found["name"].split()) < 2:
        return None
    return found["name"].rstrip(" .,")


def read_source(line: str) -> str | None:
    """Return the publisher whom a source line names.

    >>> read_source("Source: The Harbour Post")
    'The Harbour Post'
    """
    found = _SOURCE.match(line) if len(line) < 140 else None
    name = (found["name"] or found["other"] or "").strip(" .*_") if found else ""
    return (
        name if name and not name.lower().startswith("http") and len(name.split()) <= 10 else None
    )


def is_date_line(line: str) -> bool:
    """Tell whether a line holds a date of publication and nothing else."""
    return len(line) < 80 and bool(_DATE_LINE.match(line.strip()))


def read_date_line(line: str) -> str | None:
    """Return the ISO date of a date line; None where day and month cannot be told apart."""
    return read_date(re.sub(r"^\w+:", "", line.strip())) if is_date_line(line) else None


def read_dateline(line: str) -> tuple[str | None, str | None]:
    """Return the agency and the ISO date of a dateline that opens a report.

    >>> read_dateline("HARARE, 4 March 2024 (Southern Wire) - The minister said so.")
    ('Southern Wire', '2024-03-04')
    """
    head = line[:160]
    found = next((one for pattern in _DATELINES if (one := pattern.match(head))), None)
    return (found["agency"].strip(), read_date(found[0])) if found else (None, None)


def read_copyright(line: str) -> str | None:
    """Return the holder whom a copyright line names.

    >>> read_copyright("© 2024 Harbour Post. All rights reserved.")
    'Harbour Post'
    """
    found = _COPYRIGHT.search(line) if len(line) < _LONGEST_LINE else None
    name = found["name"].strip(" .,-") if found else ""
    return (
        name if name and name[0].isupper() and not name.lower().startswith("all rights") else None
    )
