// A part of the map drawn on its own spreads out: from where its actors are, by springs, then until
// no boxes of sign and name overlap. Deterministic: nothing is drawn by lot.

const OWN = 160; // actors up to which a part is spread out

function relaxed(members) {
  const list = [...members].filter((i) => i < NODES).sort((a, b) => a - b), n = list.length;
  if (n < 2 || n > OWN) return null;
  const w = list.map((i) => Math.max(...wrap(ents[i].label, WRAP).map((row) => measure(row, 12.5, 600)), 2 * ents[i].size) + 10);
  const h = list.map((i) => 2 * ents[i].size + wrap(ents[i].label, WRAP).length * 15 + 8);
  const area = Math.max(stage.clientWidth * stage.clientHeight * 0.8, w.reduce((sum, x, k) => sum + x * h[k], 0) / 0.3);
  const aspect = Math.max(0.5, Math.min(2, stage.clientWidth / Math.max(1, stage.clientHeight)));
  const height = Math.sqrt(area / aspect), width = area / height;
  const x = new Float64Array(n), y = new Float64Array(n);
  const span = (at) => { const v = list.map((i) => home[i][at]), low = Math.min(...v), high = Math.max(...v); return (i) => (home[i][at] - (low + high) / 2) / (high - low || 1); };
  const sx = span(0), sy = span(1);
  list.forEach((i, k) => { x[k] = sx(i) * width * 0.8 + (k % 3) * 0.01; y[k] = sy(i) * height * 0.8 + (k % 5) * 0.01; });
  const number = new Map(list.map((i, k) => [i, k])), pairs = new Set();
  for (const e of shown.keys()) { const a = number.get(edges[e].s), b = number.get(edges[e].o); if (a !== undefined && b !== undefined && a !== b) pairs.add(Math.min(a, b) * n + Math.max(a, b)); }
  springs(x, y, [...pairs].map((p) => [Math.floor(p / n), p % n]), width, height);
  apart(x, y, w, h);
  return list.map((i, k) => [i, Math.round(x[k]), Math.round(y[k])]);
}

function springs(x, y, pairs, width, height) {
  const n = x.length, k = 0.72 * Math.sqrt((width * height) / n), fx = new Float64Array(n), fy = new Float64Array(n);
  for (let turn = 0; turn < 140; turn++) {
    const heat = k * 0.6 * (1 - turn / 140) + 1;
    fx.fill(0); fy.fill(0);
    for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) {
      const dx = x[i] - x[j], dy = y[i] - y[j], d2 = dx * dx + dy * dy + 1, f = (k * k) / d2;
      fx[i] += dx * f; fy[i] += dy * f; fx[j] -= dx * f; fy[j] -= dy * f;
    }
    for (const [a, b] of pairs) {
      const dx = x[a] - x[b], dy = y[a] - y[b], d = Math.sqrt(dx * dx + dy * dy) + 0.1, f = d / k;
      fx[a] -= dx * f; fy[a] -= dy * f; fx[b] += dx * f; fy[b] += dy * f;
    }
    for (let i = 0; i < n; i++) {
      const f = Math.sqrt(fx[i] * fx[i] + fy[i] * fy[i]) || 1, step = Math.min(f, heat);
      x[i] = Math.max(-width / 2, Math.min(width / 2, x[i] + (fx[i] / f) * step));
      y[i] = Math.max(-height / 2, Math.min(height / 2, y[i] + (fy[i] / f) * step));
    }
  }
}

function apart(x, y, w, h) {
  const n = x.length;
  for (let turn = 0; turn < 160; turn++) {
    let met = false;
    for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) {
      const ox = (w[i] + w[j]) / 2 - Math.abs(x[i] - x[j]), oy = (h[i] + h[j]) / 2 - Math.abs(y[i] - y[j]);
      if (ox <= 0 || oy <= 0) continue;
      met = true;
      if (ox < oy) { const s = x[i] >= x[j] ? 0.5 * ox : -0.5 * ox; x[i] += s; x[j] -= s; } else { const s = y[i] >= y[j] ? 0.5 * oy : -0.5 * oy; y[i] += s; y[j] -= s; }
    }
    if (!met) return;
  }
}
