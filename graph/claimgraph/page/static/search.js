// Search in names and quotes, without case or accents; and the finder of paths.

// Only when something is looked for are all names and quotes folded.
let names = [], words = [], ready = false;
function prepare() {
  if (ready) return;
  ready = true;
  names = ents.slice(0, NODES).map((n) => fold([n.label, ...n.aliases].join(' · ')));
  const quotes = KG.quotes.map(fold);
  words = claims.map((c) => quotes[TOLD.q[c.i]] + (c.label || c.what ? fold(' ' + c.label + ' ' + c.what) : ''));
}
let hits = [], at = 0;
let everyone = null; // in a large network: [name, id, community] of all, unpacked at the first search
async function fetchNames() {
  const parts = document.querySelectorAll('[id^="chunk-"]');
  if (everyone || !parts.length) return;
  const found = everyone = [];
  for (const part of parts) {
    const [own] = JSON.parse(await unpack(part.id));
    own.entities.label.slice(0, own.nodes).forEach((label, i) => {
      if (own.measures.community[i] === own.chunk) found.push({ label, k: own.chunk, folded: fold(label) });
    });
  }
  if (field.value) field.oninput();
}

function seek(text) {
  const wanted = fold(text.trim());
  if (!wanted) return [];
  prepare();
  const found = [];
  for (let i = 0; i < NODES; i++) if (names[i].includes(wanted)) found.push({ node: i, label: ents[i].label, note: CLASSES[ents[i].cls].label, rank: names[i].startsWith(wanted) ? 0 : 1 });
  found.sort((a, b) => a.rank - b.rank || ents[b.node].degree - ents[a.node].degree);
  if (everyone) for (const one of everyone) { if (found.length > 40) break; if (one.folded.includes(wanted) && one.k !== KG.chunk) found.push({ elsewhere: one, label: one.label, note: clip(KG.overview ? KG.communities[one.k] : 'another community', 30) }); }
  for (const c of claims) {
    if (found.length > 60) break;
    const where = words[c.i].indexOf(wanted), e = edgeOfStmt.get(c.stmt), s = stmts[c.stmt];
    if (where >= 0) found.push({ ...(e ? { edge: e.i } : { node: s.s < NODES ? s.s : s.o }), label: `“${clip(c.quote.slice(Math.max(0, where - 30)), 84)}”`, note: publisherOf(c) });
  }
  return found;
}

const field = $('find'), list = $('found');
function drawHits() {
  list.replaceChildren(...hits.slice(0, 14).map((h, i) => el('li', { id: `hit-${i}`, role: 'option', 'aria-selected': String(i === at), onmousedown: (event) => { event.preventDefault(); open(h); } },
    h.node !== undefined && !h.label.startsWith('“') ? icon(ents[h.node], 14) : null, el('span', {}, h.label), el('small', {}, h.note))));
  if (!hits.length && field.value.trim()) list.append(el('li', { class: 'quiet' }, 'Nothing found'));
  list.hidden = !field.value.trim() || document.activeElement !== field;
  field.setAttribute('aria-expanded', String(!list.hidden));
  field.setAttribute('aria-activedescendant', hits.length ? `hit-${at}` : '');
  say(field.value.trim() ? count(hits.length, 'result') : '');
}
function open(h) {
  if (h.elsewhere) { location.hash = new URLSearchParams({ open: h.elsewhere.k, name: h.elsewhere.label }).toString(); return; }
  list.hidden = true;
  field.setAttribute('aria-expanded', 'false');
  if (S.tab === 'table') setTab('network');
  const hit = h.edge !== undefined ? { edge: h.edge } : { node: h.node };
  reveal(hit);
  select(hit);
  lookAt(hit.node !== undefined ? hit.node : edges[hit.edge].s);
}
/** Make sure that what was searched for is drawn, loosening the view but not the filters. */
function reveal(hit) {
  const there = hit.node !== undefined ? seen.has(hit.node) : shown.has(hit.edge);
  if (there) return;
  Object.assign(S, { focus: null, path: null, view: 'all' });
  if (hit.node !== undefined && !around[hit.node].length) S.alone = true;
  rearrange();
}
field.oninput = () => { hits = seek(field.value); at = 0; drawHits(); };
field.onfocus = () => { fetchNames(); drawHits(); };
field.onblur = () => { list.hidden = true; field.setAttribute('aria-expanded', 'false'); };
field.onkeydown = (event) => {
  const last = Math.min(hits.length, 14) - 1;
  if (event.key === 'ArrowDown') at = Math.min(at + 1, last);
  else if (event.key === 'ArrowUp') at = Math.max(at - 1, 0);
  else if (event.key === 'Enter') { if (hits[at]) { open(hits[at]); stage.focus(); } return; }
  else if (event.key === 'Escape') { field.value = ''; hits = []; field.blur(); return; }
  else return;
  event.preventDefault();
  drawHits();
};

// ---- paths ---------------------------------------------------------------------------------

/** The shortest chain between two actors over visible kinds of edges; what all deny joins nobody. */
function shortest(start, end) {
  const usable = (e) => live[e.i] && live[e.i] !== 'denied' && !S.off.status.has(live[e.i]) && !S.off.rel.has(e.r);
  const from = new Map([[start, null]]);
  let edge = [start];
  while (edge.length && !from.has(end)) {
    const next = [];
    for (const a of edge) for (const e of around[a]) { const b = other(e, a); if (usable(e) && !from.has(b)) { from.set(b, a); next.push(b); } }
    edge = next;
  }
  if (!from.has(end)) return null;
  const nodes = [end];
  while (nodes[0] !== start) nodes.unshift(from.get(nodes[0]));
  const found = nodes.slice(1).flatMap((b, k) => around[nodes[k]].filter((e) => usable(e) && other(e, nodes[k]) === b).map((e) => e.i));
  return { nodes, edges: found };
}

function openPath(start) {
  const named = ents.slice(0, NODES);
  $('names').replaceChildren(...named.map((n) => el('option', { value: n.label })));
  const known = start !== undefined && start !== null;
  $('path-from').value = known ? ents[start].label : '';
  $('path-to').value = '';
  $('path-note').textContent = '';
  $('path').showModal();
  $(known ? 'path-to' : 'path-from').focus();
}
function named(text) {
  prepare();
  const wanted = fold(text.trim()), exact = names.findIndex((n) => n.split(' · ').includes(wanted));
  return exact >= 0 ? exact : wanted ? names.findIndex((n) => n.includes(wanted)) : -1;
}
$('path-form').onsubmit = (event) => {
  event.preventDefault();
  const a = named($('path-from').value), b = named($('path-to').value);
  const note = (text) => { $('path-note').textContent = text; };
  if (a < 0 || b < 0) return note(`No actor is called “${(a < 0 ? $('path-from') : $('path-to')).value}”.`);
  if (a === b) return note('Choose two different actors.');
  const found = shortest(a, b);
  if (!found) return note('No chain of relations joins them under the present filters.');
  $('path').close();
  Object.assign(S, { path: found, focus: null, sel: null, tab: 'network' });
  return rearrange();
};
$('path-close').onclick = () => $('path').close();
$('b-path').onclick = () => openPath(S.sel ? S.sel.node : undefined);
