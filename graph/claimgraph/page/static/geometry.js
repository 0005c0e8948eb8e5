// Where edges run. Parallel edges fan out; an edge that would run under an actor bends round it.
// One geometry serves the canvas, the exported picture and the search for what was clicked.

const FAN = 24; // pixels between parallel edges at their middle
const BENDS = [0, 26, -26, 48, -48, 76, -76]; // pixels to try when something is in the way

/** A point of the quadratic curve a, c, b. */
function on(line, t) {
  const u = 1 - t, p = u * u, q = 2 * u * t, r = t * t;
  return [p * line.a[0] + q * line.c[0] + r * line.b[0], p * line.a[1] + q * line.c[1] + r * line.b[1]];
}

/** The parameter at which the curve leaves a circle round one of its ends. */
function leave(line, centre, radius, atEnd) {
  let near = atEnd ? 1 : 0, far = 0.5;
  for (let i = 0; i < 9; i++) {
    const t = (near + far) / 2, p = on(line, t);
    if (Math.hypot(p[0] - centre[0], p[1] - centre[1]) < radius) near = t; else far = t;
  }
  return far;
}

/** Look-up of things by place: cells of a fixed size hold what touches them. */
class Grid {
  constructor(cell) { this.cell = cell; this.map = new Map(); }
  key(i, j) { return (i + 32768) * 65536 + (j + 32768); }
  add(x0, y0, x1, y1, item) {
    for (let i = Math.floor(x0 / this.cell); i <= Math.floor(x1 / this.cell); i++) {
      for (let j = Math.floor(y0 / this.cell); j <= Math.floor(y1 / this.cell); j++) {
        const k = this.key(i, j), list = this.map.get(k);
        if (list) list.push(item); else this.map.set(k, [item]);
      }
    }
  }
  /** Whether any item near the box satisfies a test. */
  some(x0, y0, x1, y1, test) {
    for (let i = Math.floor(x0 / this.cell); i <= Math.floor(x1 / this.cell); i++) {
      for (let j = Math.floor(y0 / this.cell); j <= Math.floor(y1 / this.cell); j++) {
        const list = this.map.get(this.key(i, j));
        if (list) for (const item of list) if (test(item)) return true;
      }
    }
    return false;
  }
}

const place = ents.slice(0, NODES).map((n, i) => [NET.nodes[i].x, NET.nodes[i].y]); // where actors are now
const home = place.map((p) => [...p]); // where the layout put them
/** On a screen that is higher than wide the map stands upright. */
function turnMap() {
  const upright = stage.clientHeight > stage.clientWidth * 1.1;
  for (let i = 0; i < NODES; i++) home[i] = upright ? [NET.nodes[i].y, NET.nodes[i].x] : [NET.nodes[i].x, NET.nodes[i].y];
}

function control(a, b, offset) {
  const dx = b[0] - a[0], dy = b[1] - a[1], length = Math.hypot(dx, dy) || 1;
  return [(a[0] + b[0]) / 2 - (dy / length) * offset * 2, (a[1] + b[1]) / 2 + (dx / length) * offset * 2];
}

let lines = []; // visible edges with their curves
let lineOf = new Map(); // edge index -> its line

/** Lay the curves of all visible edges and ghosts anew. */
function layLines() {
  const pairs = new Map();
  const drawn = [...[...shown].map(([i, status]) => ({ e: edges[i], status })), ...ghosts.map((e) => ({ e, status: 'ghost' }))];
  for (const d of drawn) {
    const key = Math.min(d.e.s, d.e.o) * NODES + Math.max(d.e.s, d.e.o);
    const list = pairs.get(key);
    if (list) list.push(d); else pairs.set(key, [d]);
  }
  const grid = new Grid(70);
  for (const i of seen) { const [x, y] = place[i], r = radiusOf(ents[i]) + 5; grid.add(x - r, y - r, x + r, y + r, i); }
  const avoid = drawn.length <= 900;
  lines = [];
  for (const list of pairs.values()) {
    const low = Math.min(list[0].e.s, list[0].e.o), high = Math.max(list[0].e.s, list[0].e.o);
    if (low === high) { list.forEach((d, k) => lines.push(loop(d, k))); continue; }
    const gap = Math.min(FAN, 120 / list.length), a = place[low], b = place[high];
    const bend = avoid ? bestBend(a, b, low, high, list.length, gap, grid) : 0;
    list.forEach((d, k) => {
      const c = control(a, b, (k - (list.length - 1) / 2) * gap + bend);
      lines.push(d.e.s === low ? { ...d, a, b, c } : { ...d, a: b, b: a, c });
    });
  }
  for (const line of lines) finish(line);
  lineOf = new Map(lines.map((line) => [line.e.i, line]));
}

/** The first bend of a pair's edges with the fewest actors in their way. */
function bestBend(a, b, low, high, many, gap, grid) {
  let best = 0, least = Infinity;
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  for (const bend of BENDS) {
    if (bend && Math.abs(bend) > length * 0.3) break;
    let hits = 0;
    for (const k of many > 1 ? [0, many - 1] : [0]) {
      const curve = { a, b, c: control(a, b, (k - (many - 1) / 2) * gap + bend) };
      const met = new Set();
      for (let t = 0.08; t < 0.93; t += 0.06) {
        const [x, y] = on(curve, t);
        grid.some(x, y, x, y, (i) => {
          if (i !== low && i !== high && Math.hypot(place[i][0] - x, place[i][1] - y) < radiusOf(ents[i]) + 5) met.add(i);
          return false;
        });
      }
      hits += met.size;
    }
    if (hits < least) { least = hits; best = bend; }
    if (!hits) break;
  }
  return best;
}

/** A statement of an actor about itself: a loop above it. */
function loop(d, k) {
  const [x, y] = place[d.e.s], r = radiusOf(ents[d.e.s]), reach = r * 2.2 + 16 + 14 * k;
  return { ...d, a: [x - r * 0.7, y - r * 0.5], b: [x + r * 0.7, y - r * 0.5], c: [x, y - 2 * reach], loop: true };
}

/** Trim a curve to the rims of its ends, leaving the arrowhead free. */
function finish(line) {
  if (line.loop) { line.t0 = 0; line.t1 = 1; }
  else {
    line.t0 = leave(line, line.a, radiusOf(ents[line.e.s]) + 2, false);
    line.t1 = leave(line, line.b, radiusOf(ents[line.e.o]) + 4, true);
  }
  line.mid = on(line, (line.t0 + line.t1) / 2);
}

/** The curve between two parameters as a quadratic of its own: start, control, end. */
function piece(line, t0, t1) {
  const at = (t) => on(line, t), u = 1 - t0;
  const blend = (p, q, r) => u * ((1 - t1) * p + t1 * q) + t0 * ((1 - t1) * q + t1 * r);
  return [at(t0), [blend(line.a[0], line.c[0], line.b[0]), blend(line.a[1], line.c[1], line.b[1])], at(t1)];
}

/** The visible edge nearest to a place, within reach (both in layout pixels), or null. */
function nearestLine(x, y, reach) {
  let best = null, least = reach;
  for (const line of lines) {
    if (line.status === 'ghost') continue;
    const x0 = Math.min(line.a[0], line.b[0], line.c[0]) - reach, x1 = Math.max(line.a[0], line.b[0], line.c[0]) + reach;
    const y0 = Math.min(line.a[1], line.b[1], line.c[1]) - reach, y1 = Math.max(line.a[1], line.b[1], line.c[1]) + reach;
    if (x < x0 || x > x1 || y < y0 || y > y1) continue;
    let p = on(line, line.t0);
    for (let k = 1; k <= 14; k++) {
      const q = on(line, line.t0 + ((line.t1 - line.t0) * k) / 14);
      const dx = q[0] - p[0], dy = q[1] - p[1];
      const t = Math.max(0, Math.min(1, ((x - p[0]) * dx + (y - p[1]) * dy) / (dx * dx + dy * dy || 1)));
      const d = Math.hypot(p[0] + t * dx - x, p[1] + t * dy - y);
      if (d < least) { least = d; best = line; }
      p = q;
    }
  }
  return best;
}
