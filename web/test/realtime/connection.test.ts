import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterEach, expect, test, vi } from 'vitest';
import { Connection } from '@/lib/realtime/connection';

const open: (() => void)[] = [];
afterEach(() => open.splice(0).forEach((close) => close()));

const frame = (text: string) =>
  Buffer.concat([text.length < 126 ? Buffer.from([0x81, text.length]) : Buffer.from([0x81, 126, 0, text.length]), Buffer.from(text)]);

/** As much of a Socket.IO server as a handshake needs, on a real socket: the answers are what CONNECT packets get, the last one from then on. */
async function serve(answers: string[]): Promise<string> {
  const sockets = new Set<Duplex>();
  const server: Server = createServer();
  server.on('upgrade', (request, socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    const accept = createHash('sha1')
      .update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
      .digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    socket.write(frame('0{"sid":"e","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":65536}'));
    // The first thing a client sends is its CONNECT packet.
    socket.once('data', () => socket.write(frame(answers.length > 1 ? answers.shift()! : answers[0]!)));
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  open.push(() => {
    sockets.forEach((socket) => socket.destroy());
    server.close();
  });
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

async function connect(...answers: string[]): Promise<Connection> {
  const connection = new Connection({ deviceId: 'd', sessionAlive: async () => true, url: await serve(answers) });
  open.unshift(() => connection.close());
  return connection;
}

test('A socket that outlived the offline event is online again with the browser', async () => {
  const connection = await connect('40{"sid":"s"}');
  connection.open();
  await vi.waitFor(() => expect(connection.state).toBe('online'));
  dispatchEvent(new Event('offline'));
  expect(connection.state).toBe('offline');
  dispatchEvent(new Event('online'));
  expect(connection.state).toBe('online');
});

test.each(['not_signed_in', 'invalid_token', 'session_ended'])('A connection refused with %s ends the session', async (code) => {
  const connection = await connect(`44{"message":"no","data":{"code":"${code}"}}`);
  const ended = vi.fn();
  connection.ended.on(ended);
  connection.open();
  await vi.waitFor(() => expect(ended).toHaveBeenCalledWith({ code }));
});

test('A connection refused for another reason does not end the session', async () => {
  const connection = await connect('44{"message":"no","data":{"code":"try_later"}}');
  const ended = vi.fn();
  connection.ended.on(ended);
  connection.open();
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(ended).not.toHaveBeenCalled();
  expect(connection.state).not.toBe('online');
});

test('A connection refused because there are too many comes back by itself, not before the time it was told', async () => {
  const connection = await connect('44{"message":"no","data":{"code":"too_many_connections","retryable":true,"retry_after_ms":300}}', '40{"sid":"s"}');
  const ended = vi.fn();
  connection.ended.on(ended);
  const begun = Date.now();
  connection.open();
  await vi.waitFor(() => expect(connection.state).toBe('online'), { timeout: 5000 });
  expect(Date.now() - begun).toBeGreaterThanOrEqual(300);
  expect(ended).not.toHaveBeenCalled();
});
