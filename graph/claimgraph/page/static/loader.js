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
    const script = document.createElement('script');
    script.textContent = await unpack('vis');
    document.head.append(script); // runs because the policy names its hash
    claimgraphPage(await read('kg'), await read('net'));
  } catch (error) {
    document.getElementById('failed').hidden = false;
    document.getElementById('why').textContent = String(error);
    throw error;
  }
})();
