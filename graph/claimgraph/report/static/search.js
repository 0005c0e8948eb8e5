'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const fold = (text) => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase();
  const all = [...data.names, ...data.quotes].map(([text, link]) => ({ text, link, folded: fold(text) }));
  const field = document.getElementById('find'), list = document.getElementById('found');
  field.oninput = () => {
    const wanted = fold(field.value.trim());
    const hits = wanted ? all.filter((one) => one.folded.includes(wanted)).slice(0, 30) : [];
    list.replaceChildren(...hits.map((one) => {
      const item = document.createElement('li'), a = document.createElement('a');
      a.href = one.link;
      a.textContent = one.text.length > 140 ? one.text.slice(0, 139) + '…' : one.text;
      item.append(a);
      return item;
    }));
    if (wanted && !hits.length) list.append(Object.assign(document.createElement('li'), { textContent: 'Nothing found' }));
  };
})();
