// The service worker. It turns bytes that the page hands over into a download of the browser: only below /download-stream/, only for
// downloads a page has announced, each once. And a press on a notification leads to the console, at the place that it tells of; a
// notification has no buttons, since nothing is ever answered there. It touches no other request.
const announced = new Map();

self.addEventListener('install', () => self.skipWaiting());

self.addEventListener('message', (event) => {
  const { data } = event;
  const port = event.ports[0];
  // A nudge only keeps the worker awake.
  if (data?.k !== 'open' || !port) return;
  if (typeof data.id !== 'string' || typeof data.name !== 'string' || !Number.isSafeInteger(data.size))
    return;
  announced.set(data.id, { name: data.name, size: data.size, port });
  port.postMessage({ k: 'ready' });
});

self.addEventListener('fetch', (event) => {
  const id = new URL(event.request.url).pathname.slice('/download-stream/'.length);
  const download = announced.get(id);
  announced.delete(id);
  event.respondWith(download ? answer(download) : new Response(null, { status: 404 }));
});

self.addEventListener('notificationclick', (event) => {
  const place = event.notification.data?.place;
  event.notification.close();
  if (typeof place === 'string' && /^(?:#[\w/-]{1,60})?$/.test(place)) event.waitUntil(leadTo(place));
});

/** To a console that is open already, or to a new one. */
async function leadTo(place) {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const consoles = pages.filter(({ url }) => new URL(url).pathname === '/desk');
  const desk = consoles.find(({ visibilityState }) => visibilityState === 'visible') ?? consoles[0];
  if (!desk) return self.clients.openWindow(`/desk${place}`);
  desk.postMessage({ k: 'go', place });
  return desk.focus();
}

function answer({ name, size, port }) {
  return new Response(streamFrom(port), {
    headers: {
      'content-type': 'application/octet-stream',
      'content-length': String(size),
      'content-disposition': `attachment; filename*=UTF-8''${encodeName(name)}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    },
  });
}

/** RFC 8187; encodeURIComponent leaves a few characters that the grammar does not allow. */
function encodeName(name) {
  return encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

function streamFrom(port) {
  // The answer to a chunk is held back while the disk is behind.
  let owed = false;
  const settle = (controller) => {
    if (!owed || controller.desiredSize <= 0) return;
    owed = false;
    port.postMessage({ k: 'stored' });
  };
  return new ReadableStream(
    {
      start(controller) {
        port.onmessage = ({ data }) => {
          if (data.k === 'chunk') {
            controller.enqueue(data.bytes);
            owed = true;
            settle(controller);
          } else if (data.k === 'close') {
            controller.close();
            port.postMessage({ k: 'closed' });
          } else if (data.k === 'abort') {
            controller.error(new Error('aborted'));
          }
        };
        port.postMessage({ k: 'started' });
      },
      pull: settle,
      cancel() {
        port.postMessage({ k: 'cancelled' });
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: 512 * 1024 }),
  );
}
