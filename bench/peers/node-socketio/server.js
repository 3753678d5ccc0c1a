// The peer of `wardline bench realtime`: the same events as the server beside it, and the same commands
// on standard input. Started with --expose-gc. Ends when standard input does.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { createInterface } from "node:readline";
import { Server } from "socket.io";

const [certificate, key] = process.argv.slice(2);
const http = certificate
  ? createSecureServer({ cert: readFileSync(certificate), key: readFileSync(key), minVersion: "TLSv1.3" })
  : createServer();
const io = new Server(http, { transports: ["websocket"], serveClient: false, pingInterval: 25_000, pingTimeout: 20_000 });

io.on("connection", (socket) => {
  socket.on("join", (room, done) => {
    socket.join(room);
    done?.();
  });
  socket.on("broadcast", (post, done) => {
    io.to("room").emit("news", post);
    done?.();
  });
  socket.on("echo", (value, done) => done?.(value));
});

const tell = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);

createInterface({ input: process.stdin })
  .on("line", (command) => {
    if (command === "collect") {
      globalThis.gc();
      globalThis.gc();
    }
    tell({ sockets: io.engine.clientsCount });
  })
  .on("close", () => process.exit(0));

http.listen(0, "127.0.0.1", () => tell({ port: http.address().port }));
