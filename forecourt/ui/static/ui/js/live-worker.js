// One event stream for all tabs of this browser; HTTP/1.1 gives a browser six connections in all.
// A line that is dead without a word (a router that forgot it) ends when beats are missing.
"use strict";
const ports = new Set();
let stream = null;
let address = "";
let state = ""; // not yet known: a page that opens first says nothing of a lost stream
let beat = 15_000; // until the server says how often its heart beats
let missing = 0;

function tell(message) {
  for (const port of ports) port.postMessage(message);
}

function lost() {
  state = "off";
  tell({ state });
}

function listen() {
  clearTimeout(missing);
  missing = setTimeout(() => { lost(); open(); }, 2.5 * beat);
}

function open() {
  if (!ports.size) return;
  stream?.close();
  stream = new EventSource(address);
  listen();
  stream.onopen = () => { listen(); state = "on"; tell({ state, again: true }); };
  stream.onerror = () => {
    lost();
    if (stream.readyState === EventSource.CLOSED) setTimeout(open, 5000);
  };
  stream.addEventListener("live", (event) => { listen(); tell({ state: "on", kind: event.data }); });
  stream.addEventListener("beat", (event) => {
    beat = Number(event.data) * 1000 || beat;
    listen();
    tell({ state: "on" });
  });
}

self.onconnect = (event) => {
  const port = event.ports[0];
  ports.add(port);
  port.onmessage = ({ data }) => {
    if (data.address && !stream) { address = data.address; open(); }
    if (data.address && state) port.postMessage({ state });
    if (data.bye) {
      ports.delete(port);
      if (!ports.size) { clearTimeout(missing); stream?.close(); stream = null; state = ""; }
    }
  };
  port.start();
};
