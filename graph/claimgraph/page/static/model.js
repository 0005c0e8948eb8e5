// What the page knows, and which of it holds under the present filters.

const STATUS = new Map(KG.style.statuses.map((one) => [one.id, one]));
const FAMILY = KG.style.families;
const CLASSES = KG.classes; // {id, label, family}
const RELATIONS = KG.relations; // {id, label, inverse, symmetric, definition}
const DOCS = KG.docs;
const NODES = KG.nodes; // entities before this index are nodes
const MODALITY = ['actual', 'past', 'planned', 'threatened', 'possible'];

const ents = KG.entities.map(([iri, label, cls, aliases], i) => ({
  i, iri, label, cls, aliases: aliases || [], id: i < NODES ? NET.nodes[i].id : null,
  size: i < NODES ? NET.nodes[i].size : 8, ...(i < NODES ? KG.measures[i] : {}),
}));
const claims = KG.claims.map((c, i) => ({
  i, stmt: c[0], denied: c[1] === 1, modality: MODALITY[c[2]], speaker: c[3], doc: c[4], quote: c[5],
  start: c[6], end: c[7], confidence: c[8], label: c[9] || '', what: c[10] || '', date: c[11] || '',
}));
const stmts = KG.statements.map((s, i) => ({ i, ...s, claims: [] }));
for (const c of claims) stmts[c.stmt].claims.push(c);
const infs = KG.inferences;

// Edges of the drawing: statements between actors first, then what is inferred.
const edges = [];
for (const s of stmts) if (s.edge) edges.push({ i: edges.length, id: s.id, s: s.s, o: s.o, r: s.r, stmt: s, inf: null });
for (const k of KG.inferred) {
  const f = infs[k];
  edges.push({ i: edges.length, id: f.id, s: f.s, o: f.o, r: f.r, stmt: null, inf: k });
}
const nodeById = new Map(ents.slice(0, NODES).map((n) => [n.id, n]));
const edgeById = new Map(edges.map((e) => [e.id, e]));
const edgeOfStmt = new Map(edges.filter((e) => e.stmt).map((e) => [e.stmt.i, e]));
const around = ents.map(() => []); // entity index -> its edges
for (const e of edges) { around[e.s].push(e); if (e.o !== e.s) around[e.o].push(e); }

const NOBODY = -1; // the document's own voice
const speakerLabel = (i) => (i === NOBODY ? 'the document itself' : ents[i].label);
const publisherOf = (c) => DOCS[c.doc].publisher || 'unknown publisher';
const gradeOf = (c) => DOCS[c.doc].grade || 'not graded';
const unique = (list) => [...new Set(list)];

// Dates may be of a year, a month or a day: each is compared as the text that it is.
const dateOf = (c) => DOCS[c.doc].date || '';
const days = (date) => Date.parse(date) / 864e5;
const dated = claims.map((c) => (dateOf(c) ? days(dateOf(c)) : NaN));
const TIME = (() => {
  let low = Infinity, high = -Infinity;
  for (const d of dated) if (d === d) { low = Math.min(low, d); high = Math.max(high, d); }
  return low <= high ? { low, high } : null;
})();

// The state that a deep link restores. Sets hold what is switched off.
const S = {
  off: { cls: new Set(), rel: new Set(), status: new Set(), pub: new Set(), spk: new Set() },
  from: TIME ? TIME.low : 0, to: TIME ? TIME.high : 0,
  by: null, // 'pub:…', 'spk:…' or 'grade:…': the picture according to one source
  view: KG.start, focus: null, rings: 1, path: null, sel: null, tab: 'network',
  size: 'degree', colour: 'class', find: '', sort: null, alone: false,
};
const FILTERS = ['cls', 'rel', 'status', 'pub', 'spk'];

/** Tell whether a claim is told by the source that the standpoint names. */
function standsBy(c, by) {
  if (!by) return true;
  const value = by.slice(by.indexOf(':') + 1);
  if (by.startsWith('pub:')) return publisherOf(c) === value;
  if (by.startsWith('spk:')) return speakerLabel(c.speaker) === value;
  return gradeOf(c) === value;
}
function claimHolds(c, by) {
  if (S.off.pub.has(publisherOf(c)) || S.off.spk.has(speakerLabel(c.speaker)) || !standsBy(c, by)) return false;
  const d = dated[c.i];
  return d !== d || (d >= S.from && d <= S.to);
}

/** Say in one word how claims state a relation; the same rule as claimgraph.network.status. */
function statusOf(list, contestable) {
  const affirmed = new Set();
  let denied = false;
  for (const c of list) { if (c.denied) denied = true; else affirmed.add(c.modality); }
  if (contestable && denied && affirmed.has('actual')) return 'contested';
  if (affirmed.has('actual')) return 'asserted';
  for (const m of MODALITY) if (affirmed.has(m)) return m;
  return denied ? 'denied' : null;
}

let live = []; // per edge: its status under the filters, or null where nothing states it
let kept = []; // per statement: the claims that hold
/** Work out statuses under a standpoint; an inference holds while its premises are affirmed. */
function statuses(by) {
  const keep = stmts.map((s) => s.claims.filter((c) => claimHolds(c, by)));
  const proven = new Map();
  const affirmed = (k) => keep[k].some((c) => !c.denied && c.modality === 'actual');
  const holds = (k) => {
    if (proven.has(k)) return proven.get(k);
    proven.set(k, false); // a circle proves nothing
    const yes = infs[k].premises.every((p) => (typeof p === 'string' ? true : p[0] === 's' ? affirmed(p[1]) : holds(p[1])));
    proven.set(k, yes);
    return yes;
  };
  const found = edges.map((e) => (e.inf === null ? statusOf(keep[e.stmt.i], e.stmt.contested) : holds(e.inf) ? 'inferred' : null));
  return { keep, found };
}

const relationOf = (e) => RELATIONS[e.r].label;
const claimsOf = (e) => (e.stmt ? kept[e.stmt.i] : []);
const affirms = (e) => claimsOf(e).filter((c) => !c.denied && c.modality === 'actual').length;
const denies = (e) => claimsOf(e).filter((c) => c.denied).length;
const other = (e, node) => (e.s === node ? e.o : e.s);
/** A statement in words; a labelled one names the words used before what they are put on. */
function sentence(e) {
  const said = e.stmt && e.stmt.kind === 'labelled' ? unique(e.stmt.claims.map((c) => c.label)).filter(Boolean).map((l) => `“${l}”`).join(', ') : '';
  return `${ents[e.s].label} ${relationOf(e)} ${said ? said + ': ' : ''}${ents[e.o].label}`;
}

let shown = new Map(); // index of a visible edge -> its status
let seen = new Set(); // indices of visible nodes
let faint = new Set(); // actors that only ghosts join
let ghosts = []; // edges that only others than the standpoint's source state

/** Tell which nodes a view lets in, or null for all of them. */
function inView() {
  if (S.path) return new Set(S.path.nodes);
  if (S.focus !== null) return ringsOf(S.focus, S.rings).keys();
  if (S.view === 'conflicts') return new Set(edges.filter((e) => live[e.i] === 'contested').flatMap((e) => [e.s, e.o]));
  if (S.view === 'core') return coreNodes();
  return null;
}

/** Map each node within so many steps of another to its distance. */
function ringsOf(start, steps) {
  const ring = new Map([[start, 0]]);
  let edge = [start];
  for (let step = 1; step <= steps; step++) {
    const next = [];
    for (const a of edge) for (const e of around[a]) {
      const b = other(e, a);
      if (live[e.i] && !S.off.status.has(live[e.i]) && !S.off.rel.has(e.r) && !ring.has(b)) { ring.set(b, step); next.push(b); }
    }
    edge = next;
  }
  return ring;
}

/** The actors of a calm first look: those in conflicts, then the most connected, forty at most. */
function coreNodes() {
  const chosen = new Set();
  for (const e of edges) if (live[e.i] === 'contested' && chosen.size < 30) { chosen.add(e.s); chosen.add(e.o); }
  const ranked = ents.slice(0, NODES).sort((a, b) => b.degree - a.degree || a.i - b.i);
  for (const n of ranked) { if (chosen.size >= 40) break; chosen.add(n.i); }
  return chosen;
}

function evaluate() {
  const now = statuses(S.by);
  live = now.found; kept = now.keep;
  const admitted = inView();
  const inside = admitted && new Set(admitted);
  const pathEdges = S.path && new Set(S.path.edges);
  shown = new Map(); seen = new Set(); ghosts = [];
  const all = S.by ? statuses(null).found : null;
  for (const e of edges) {
    const allowed = (!inside || (inside.has(e.s) && inside.has(e.o))) && (!pathEdges || pathEdges.has(e.i))
      && !S.off.rel.has(e.r) && !S.off.cls.has(ents[e.s].cls) && !S.off.cls.has(ents[e.o].cls);
    if (!allowed) continue;
    const status = live[e.i];
    if (status && !S.off.status.has(status)) {
      if (S.view === 'conflicts' && !S.path && S.focus === null && status !== 'contested') continue;
      shown.set(e.i, status); seen.add(e.s); seen.add(e.o);
    } else if (all && all[e.i] && !status) { ghosts.push(e); seen.add(e.s); seen.add(e.o); }
  }
  faint = new Set(seen);
  for (const i of shown.keys()) { faint.delete(edges[i].s); faint.delete(edges[i].o); }
  if (S.focus !== null) seen.add(S.focus);
  if (S.sel && S.sel.node !== undefined && !inside) seen.add(S.sel.node);
  if (S.alone && !inside) for (const n of ents.slice(0, NODES)) if (!around[n.i].length && !S.off.cls.has(n.cls)) seen.add(n.i);
}
