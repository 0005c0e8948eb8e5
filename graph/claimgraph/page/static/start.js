// Begin: the theme that the reader's machine asks for, the view that the link asks for.

root.dataset.theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
$('b-dark').setAttribute('aria-pressed', String(dark()));
buildControls();
restore();
addEventListener('resize', () => {
  turnMap();
  if (S.focus === null && !S.path) { arrange(); refresh(); }
  fit();
  laid.key = '';
  draw();
});
document.body.dataset.ready = 'true';
window.claimgraph = {
  S, NET, ents, edges, claims, stmts, net, openGroup, get bubbles() { return bubbles; }, select, setView, focusOn, setTab, apply, fit, svgPicture, csv, seek, timing,
  docs: DOCS, get kept() { return kept; }, get shown() { return shown; }, get seen() { return seen; }, get labels() { return labels; }, get lines() { return lines; },
  camera, on, under, placeLabels, evaluate, refresh, radiusOf, place, shortest, hashOf,
};
