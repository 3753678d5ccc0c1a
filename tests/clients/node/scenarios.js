// The stock JavaScript client against a running server: node scenarios.js <scenario> <url>
import assert from "node:assert/strict";
import { io } from "socket.io-client";

const [name, url] = process.argv.slice(2);

const open = (namespace = "", options = {}) =>
  io(url + namespace, {
    path: "/api/socket",
    transports: ["websocket"],
    forceNew: true,
    reconnectionDelay: 50,
    reconnectionDelayMax: 200,
    ...options,
  });

const event = (socket, what) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no ${what}`)), 15000);
    socket.once(what, (...values) => {
      clearTimeout(timer);
      resolve(values);
    });
  });

const transport = (socket) => socket.io.engine.transport.name;

const polling = { transports: ["polling"] };

const scenarios = {
  async connect() {
    const good = open("", { auth: { token: "good" } });
    await event(good, "connect");
    assert.equal(good.id.length, 20);
    const bad = open("", { auth: { token: "bad" } });
    const [refusal] = await event(bad, "connect_error");
    assert.equal(refusal.message, "unauthorized");
    assert.deepEqual(refusal.data, { code: "unauthorized" });
    const nowhere = open("/nowhere", { auth: { token: "good" } });
    const [unknown] = await event(nowhere, "connect_error");
    assert.equal(unknown.message, "Invalid namespace");
  },

  async acks() {
    const socket = open("", { auth: { token: "good" } });
    await event(socket, "connect");
    assert.deepEqual(await socket.emitWithAck("echo", { text: "João ☤" }), { text: "João ☤" });
    assert.equal((await socket.emitWithAck("nothing")).code, "unknown_event");
    assert.equal((await socket.emitWithAck("greet", 5)).code, "bad_request");
    assert.equal((await socket.emitWithAck("throw")).code, "internal_error");
    socket.on("ask", (question, answer) => answer(question + 1));
    assert.equal(await socket.timeout(5000).emitWithAck("ask_me", 41), 42);
    const order = [];
    await Promise.all([...Array(40).keys()].map(async (i) => order.push(await socket.emitWithAck("echo", i))));
    assert.deepEqual(order, [...Array(40).keys()]);
  },

  async binary() {
    const socket = open("", { auth: { token: "good" } });
    await event(socket, "connect");
    const big = Buffer.alloc(300_000, 7);
    const back = await socket.emitWithAck("echo", { title: "ecg", parts: [Buffer.from([1, 2, 3]), big] });
    assert.deepEqual([...back.parts[0]], [1, 2, 3]);
    assert.ok(big.equals(back.parts[1]));
    const [bytes] = (socket.emit("send_me_bytes"), await event(socket, "bytes"));
    assert.deepEqual([...bytes], [9, 8, 7]);
  },

  async rooms() {
    const sockets = [1, 2, 3].map(() => open("", { auth: { token: "good" } }));
    await Promise.all(sockets.map((socket) => event(socket, "connect")));
    const [a, b, c] = sockets;
    await Promise.all([a, b].map((socket) => socket.emitWithAck("join", "icu")));
    const heard = [];
    a.on("news", (text) => heard.push("a " + text));
    b.on("news", (text) => heard.push("b " + text));
    c.on("news", (text) => heard.push("c " + text));
    await a.emitWithAck("tell", "icu");
    // The answers come after whatever was sent before them.
    await Promise.all(sockets.map((socket) => socket.emitWithAck("echo", 1)));
    assert.deepEqual(heard, ["b hello"]);
    const second = open("/second", { auth: {} });
    await event(second, "connect");
    assert.equal(await second.emitWithAck("where"), "/second");
  },

  async disconnect() {
    const socket = open("", { auth: { token: "good" } });
    await event(socket, "connect");
    socket.emit("throw_me_out");
    const [reason] = await event(socket, "disconnect");
    assert.equal(reason, "io server disconnect");
    socket.connect();
    await event(socket, "connect");
    assert.equal(await socket.emitWithAck("echo", "again"), "again");
  },

  async polling() {
    const socket = open("", { ...polling, auth: { token: "good" } });
    await event(socket, "connect");
    assert.equal(transport(socket), "polling");
    const order = [];
    await Promise.all([...Array(40).keys()].map(async (i) => order.push(await socket.emitWithAck("echo", i))));
    assert.deepEqual(order, [...Array(40).keys()]);
    assert.equal(await socket.emitWithAck("echo", "João ☤\u001e"), "João ☤\u001e");
    const second = open("/second", { ...polling, forceNew: false });
    await event(second, "connect");
    assert.equal(await second.emitWithAck("where"), "/second");
    const bad = open("", { ...polling, auth: { token: "bad" } });
    const [refusal] = await event(bad, "connect_error");
    assert.deepEqual(refusal.data, { code: "unauthorized" });
    socket.disconnect();
    assert.equal(await second.emitWithAck("where"), "/second");
  },

  // The client sends as many packets in a body as fit the limit; binary grows by a third in it.
  async pollingBinary() {
    const socket = open("", { ...polling, auth: { token: "good" } });
    await event(socket, "connect");
    const big = Buffer.alloc(700_000, 7);
    const answers = await Promise.all([big, Buffer.from([1, 2, 3]), big].map((part) => socket.emitWithAck("echo", part)));
    assert.deepEqual(answers.map((back) => back.length), [700_000, 3, 700_000]);
    assert.ok(big.equals(answers[2]));
    // Not among the others: this client does not count what follows an empty one in a body.
    assert.equal((await socket.emitWithAck("echo", Buffer.alloc(0))).length, 0);
    const [bytes] = (socket.emit("send_me_bytes"), await event(socket, "bytes"));
    assert.deepEqual([...bytes], [9, 8, 7]);
  },

  async upgrade() {
    for (let round = 0; round < 5; round++) {
      const socket = open("", { transports: ["polling", "websocket"], auth: { token: "good" } });
      let upgraded = false;
      socket.io.engine.once("upgrade", () => (upgraded = true));
      await event(socket, "connect");
      const order = [];
      const told = [];
      socket.on("count", (i) => told.push(i));
      const counting = socket.emitWithAck("count_to_me", 200);
      for (let i = 0; i < 200 || !upgraded; i++) {
        order.push(await socket.emitWithAck("echo", i));
      }
      assert.equal(transport(socket), "websocket");
      assert.deepEqual(order, [...order.keys()]);
      await counting;
      assert.deepEqual(told, [...Array(200).keys()]);
      socket.disconnect();
    }
  },

  async acktimeouts() {
    for (const transports of [["polling"], ["websocket"]]) {
      const socket = open("", { transports, auth: { token: "good" } });
      await event(socket, "connect");
      await assert.rejects(socket.timeout(100).emitWithAck("answer_after", 600), /timed out/);
      assert.equal(await socket.timeout(10_000).emitWithAck("echo", "goes on"), "goes on");
      socket.on("ask", (question, answer) => setTimeout(() => answer(question), 600));
      assert.equal(await socket.timeout(10_000).emitWithAck("ask_me_soon", 5), "timed out");
      // The answer that comes too late disturbs nothing.
      await new Promise((resolve) => setTimeout(resolve, 800));
      assert.equal(await socket.timeout(10_000).emitWithAck("echo", "still"), "still");
      socket.disconnect();
    }
  },

  async flags() {
    for (const transports of [["polling"], ["websocket"]]) {
      const socket = open("", { transports, perMessageDeflate: { threshold: 0 }, auth: { token: "good" } });
      await event(socket, "connect");
      assert.equal(await socket.compress(true).emitWithAck("echo", "c".repeat(5000)), "c".repeat(5000));
      assert.equal(await socket.compress(false).emitWithAck("echo", "plain"), "plain");
      socket.volatile.emit("echo", "into the blue");
      assert.equal(await socket.emitWithAck("echo", "after"), "after");
      socket.disconnect();
    }
  },

  async base64() {
    const socket = open("", { forceBase64: true, auth: { token: "good" } });
    await event(socket, "connect");
    assert.deepEqual([...(await socket.emitWithAck("echo", Buffer.from([1, 2, 3])))], [1, 2, 3]);
  },

  async retries() {
    const socket = open("", { ...polling, retries: 3, ackTimeout: 10_000, auth: { token: "good" } });
    const answers = [];
    for (let i = 0; i < 5; i++) {
      socket.emit("echo", i, (error, back) => answers.push(error ?? back));
    }
    await event(socket, "connect");
    while (answers.length < 5) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    assert.deepEqual(answers, [0, 1, 2, 3, 4]);
  },

  async pollingDisconnect() {
    const socket = open("", { ...polling, auth: { token: "good" } });
    await event(socket, "connect");
    socket.emit("throw_me_out");
    assert.equal((await event(socket, "disconnect"))[0], "io server disconnect");
    socket.connect();
    await event(socket, "connect");
    const first = socket.id;
    socket.emit("close_connection");
    assert.equal((await event(socket, "disconnect"))[0], "transport close");
    await event(socket, "connect");
    assert.notEqual(socket.id, first);
    assert.equal(await socket.emitWithAck("echo", "again"), "again");
  },

  async pollingHeartbeat() {
    const socket = open("", { ...polling, auth: { token: "good" } });
    await event(socket, "connect");
    let pings = 0;
    socket.io.on("ping", () => pings++);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    assert.ok(pings >= 2, `${pings} pings`);
    assert.ok(socket.connected);
  },

  async pollingRestart() {
    await scenarios.restart(polling);
  },

  async upgradeRestart() {
    await scenarios.restart({ transports: ["polling", "websocket"] });
  },

  // The test restarts the server when it reads "ready".
  async restart(options) {
    const socket = open("", { ...options, auth: { token: "good" } });
    await event(socket, "connect");
    const first = socket.id;
    const gone = event(socket, "disconnect");
    console.log("ready");
    const [reason] = await gone;
    assert.equal(reason, "transport close");
    await event(socket, "connect");
    assert.notEqual(socket.id, first);
    assert.equal(await socket.emitWithAck("echo", "back"), "back");
  },

  async heartbeat() {
    const socket = open("", { auth: { token: "good" } });
    await event(socket, "connect");
    let pings = 0;
    socket.io.on("ping", () => pings++);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    assert.ok(pings >= 3, `${pings} pings`);
    assert.ok(socket.connected);
  },

  async oversize() {
    const socket = open("", { auth: { token: "good" }, reconnection: false });
    await event(socket, "connect");
    socket.emit("echo", "x".repeat(1_100_000));
    const [reason, details] = await event(socket, "disconnect");
    assert.equal(reason, "transport close");
    assert.equal(details.context.code, 1009);
  },
};

await scenarios[name]();
console.log("passed");
process.exit(0);
