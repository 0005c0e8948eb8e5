// Unpack vis-network (its licence and source are named above), then run the page.
(async () => {
  'use strict';
  const text = (id) => document.getElementById(id).textContent;
  const unpack = (id) => {
    const packed = atob(text(id).trim()), bytes = new Uint8Array(packed.length);
    for (let i = 0; i < packed.length; i++) bytes[i] = packed.charCodeAt(i);
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'))).text();
  };
  const read = async (id) => JSON.parse(document.getElementById(id).dataset.packed ? await unpack(id) : text(id));
  try {
    for (const id of ['vis', 'app']) {
      if (!document.getElementById(id)) continue;
      const script = document.createElement('script');
      script.textContent = await unpack(id);
      document.head.append(script); // runs because the policy names its hash
    }
    const kg = await read('kg'), net = await read('net');
    const part = /(?:^|&)open=(\d+)(?:&|$)/.exec(location.hash.slice(1));
    if (part && document.getElementById(`chunk-${part[1]}`)) { // one community of a large network
      const [own, at, grid] = JSON.parse(await unpack(`chunk-${part[1]}`));
      Object.assign(kg, own, { overview: null });
      net.nodes = at.x.map((x, i) => ({ x: x * grid, y: at.y[i] * grid }));
      net.edges = [];
    }
    claimgraphPage(kg, net, unpack);
    if (document.querySelector('[id^="chunk-"]')) {
      addEventListener('hashchange', () => { // another part of a large network: begin anew with it
        const now = /(?:^|&)open=(\d+)(?:&|$)/.exec(location.hash.slice(1));
        if ((now && now[1]) !== (part && part[1])) location.reload();
      });
    }
  } catch (error) {
    document.getElementById('failed').hidden = false;
    document.getElementById('why').textContent = String(error);
    throw error;
  }
})();
