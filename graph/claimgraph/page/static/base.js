// Small helpers. All text reaches the page as text nodes and attributes, never as markup.

const $ = (id) => document.getElementById(id);
const root = document.documentElement;

/** Make an element: `on*` attributes are listeners, `null` ones and children are left out. */
function el(tag, attrs, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attrs || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (name === 'class') made.className = value;
    else made.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children.flat(2)) if (child !== null && child !== undefined) made.append(child);
  return made;
}

const SVG = 'http://www.w3.org/2000/svg';
function svgEl(tag, attrs, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attrs || {})) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** Compare names and quotes without case and accents. */
const fold = (text) => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase();
const count = (n, one, many) => `${n.toLocaleString('en')} ${n === 1 ? one : many || one + 's'}`;
const dark = () => root.dataset.theme === 'dark';
const tone = (style) => (dark() ? style.dark : style.light);
const say = (text) => { $('live').textContent = text; };
const clip = (text, limit) => (text.length > limit ? text.slice(0, limit - 1).trimEnd() + '…' : text);

/** Break a label at spaces into lines of about `limit` letters, as the layout does in Python. */
function wrap(label, limit) {
  const lines = [''];
  for (const word of label.split(/\s+/)) {
    const last = lines[lines.length - 1];
    if (last && last.length + 1 + word.length > limit) lines.push(word);
    else lines[lines.length - 1] = last ? last + ' ' + word : word;
  }
  if (lines.length > 4) lines.splice(3, lines.length, clip(lines.slice(3).join(' '), limit));
  return lines.map((line) => clip(line, limit * 2));
}

/** Return whether a value is new for its key: what is drawn twice the same is sent to vis once. */
function changed(memory, key, value) {
  const text = JSON.stringify(value);
  if (memory.get(key) === text) return false;
  memory.set(key, text);
  return true;
}
