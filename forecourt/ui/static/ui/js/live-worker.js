// One event stream for all tabs of this browser; HTTP/1.1 gives a browser six connections in all.
"use strict";
const ports = new Set();
let stream = null;
let address = "";
let state = ""; // not yet known: a page that opens first says nothing of a lost stream

function tell(message) {
  for (const port of ports) port.postMessage(message);
}

function open() {
  stream?.close();
  stream = new EventSource(address);
  stream.onopen = () => { state = "on"; tell({ state, again: true }); };
  stream.onerror = () => {
    state = "off";
    tell({ state });
    if (stream.readyState === EventSource.CLOSED) setTimeout(open, 5000);
  };
  stream.addEventListener("live", (event) => tell({ state: "on", kind: event.data }));
  stream.addEventListener("beat", () => tell({ state: "on" }));
}

self.onconnect = (event) => {
  const port = event.ports[0];
  ports.add(port);
  port.onmessage = ({ data }) => {
    if (data.address && !stream) { address = data.address; open(); }
    if (data.address && state) port.postMessage({ state });
    if (data.bye) {
      ports.delete(port);
      if (!ports.size) { stream?.close(); stream = null; state = ""; }
    }
  };
  port.start();
};
