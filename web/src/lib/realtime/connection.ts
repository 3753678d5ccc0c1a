import { io, type Socket } from 'socket.io-client';
import { Emitter } from './emitter';
import { noAnswer, type Ack, type Call } from './wire';

export type ConnectionState = 'connecting' | 'online' | 'offline';

export interface ConnectionOptions {
  deviceId: string;
  /** Asked when connecting fails, since a refused WebSocket looks like a dead network: is the session still good? */
  sessionAlive: () => Promise<boolean>;
  url?: string;
  answerWithinMs?: number;
}

/** What a refused connection says, if it came as far as the server's own answer. */
type Refusal = Error & { data?: { code?: string; retry_after_ms?: number } };

const signedOutCodes = new Set(['not_signed_in', 'invalid_token', 'session_ended']);

/** One socket with its heartbeat (engine.io's) and its backoff (jittered, at most ten seconds). */
export class Connection {
  readonly stateChanged = new Emitter<ConnectionState>();
  readonly received = new Emitter<{ event: string; payload: unknown }>();
  readonly ended = new Emitter<{ code: string }>();

  readonly #socket: Socket;
  readonly #options: ConnectionOptions;
  #state: ConnectionState = 'connecting';
  #failures = 0;
  #closed = false;
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#socket = io(options.url ?? '', {
      path: '/api/socket',
      // Plain requests are for networks whose proxy lets no WebSocket through.
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      auth: { device_id: options.deviceId },
      autoConnect: false,
      reconnectionDelay: 500,
      reconnectionDelayMax: 10_000,
      randomizationFactor: 0.5,
      timeout: 10_000,
      forceNew: true,
    });
    this.#socket.on('connect', () => {
      this.#failures = 0;
      this.#become('online');
    });
    this.#socket.on('disconnect', (reason) => {
      this.#become('connecting');
      // The library leaves a connection that the server closed alone; a restart is no reason to stay away.
      if (reason === 'io server disconnect') this.#retryByHand();
    });
    this.#socket.on('connect_error', (error: Refusal) => void this.#refused(error));
    this.#socket.on('session_ended', (payload: { code?: string } | undefined) => this.#end(payload?.code ?? 'session_ended'));
    this.#socket.onAny((event: string, payload: unknown) => {
      if (event !== 'session_ended') this.received.emit({ event, payload });
    });
  }

  get state(): ConnectionState {
    return this.#state;
  }

  open(): void {
    addEventListener('online', this.#wake);
    addEventListener('offline', this.#lost);
    document.addEventListener('visibilitychange', this.#wake);
    this.#socket.connect();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#again);
    removeEventListener('online', this.#wake);
    removeEventListener('offline', this.#lost);
    document.removeEventListener('visibilitychange', this.#wake);
    this.#socket.disconnect();
  }

  readonly call: Call = async <T>(event: string, payload: object): Promise<Ack<T>> => {
    if (!this.#socket.connected) return noAnswer;
    try {
      const answer = (await this.#socket.timeout(this.#options.answerWithinMs ?? 10_000).emitWithAck(event, payload)) as Ack<T>;
      if (answer.ok || !signedOutCodes.has(answer.code)) return answer;
      // Nothing is wrong with what was sent: it waits for the next session.
      this.#end(answer.code);
      return noAnswer;
    } catch {
      return noAnswer;
    }
  };

  /** For what is worthless a second later. */
  tell(event: string, payload: object): void {
    if (this.#socket.connected) this.#socket.volatile.emit(event, payload);
  }

  readonly #wake = (): void => {
    if (this.#closed) return;
    // The socket may outlive the browser's word of being offline: one to localhost is not closed by it.
    if (this.#socket.connected) return this.#become('online');
    if (document.visibilityState === 'hidden') return;
    // Do not sit out a long backoff when the network or the person is back.
    this.#socket.disconnect().connect();
    this.#become('connecting');
  };

  readonly #lost = (): void => this.#become('offline');

  async #refused(error: Refusal): Promise<void> {
    this.#failures++;
    if (error.data?.code !== undefined && signedOutCodes.has(error.data.code)) return this.#end(error.data.code);
    if (this.#failures > 1) this.#become('offline');
    if (!this.#socket.active) this.#retryByHand(error.data?.retry_after_ms);
    if (this.#failures % 4 === 1 && !(await this.#options.sessionAlive())) this.#end('session_ended');
  }

  /** Not before the server asked for, and not all at the same moment. */
  #retryByHand(askedMs = 0): void {
    if (this.#closed) return;
    clearTimeout(this.#again);
    const delay = askedMs + Math.min(10_000, 500 * 2 ** this.#failures) * (0.5 + Math.random());
    this.#again = setTimeout(() => this.#socket.connect(), delay);
  }

  #end(code: string): void {
    if (this.#closed) return;
    this.close();
    this.ended.emit({ code });
  }

  #become(state: ConnectionState): void {
    if (state === this.#state || this.#closed) return;
    this.#state = state;
    this.stateChanged.emit(state);
  }
}
