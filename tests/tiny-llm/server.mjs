// A small OpenAI-compatible server around a real llama.cpp with a model of random weights.
//   node server.mjs [--port 0] [--die-after TOKENS] [--pace MILLISECONDS] [--with-parent]
// Says {"port":…,"model":"tiny-llm","context":…} in one line when it listens.
import { createServer } from "node:http";
import { parseArgs } from "node:util";
import { CONTEXT } from "./make-model.mjs";
import { PromptTooLong, TinyModel } from "./model.mjs";

const MODEL = "tiny-llm", MOST_TOKENS = 4096, USUAL_TOKENS = 512, MOST_BYTES = 8 * 1024 * 1024;

const { values: options } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    /** Kills itself (SIGKILL) when it has made so many tokens of an answer. */
    "die-after": { type: "string", default: "0" },
    /** A pause after each token, for those who want to watch. */
    pace: { type: "string", default: "0" },
    /** Ends when its standard input does, that is, with the process that started it. */
    "with-parent": { type: "boolean", default: false },
  },
});
const dieAfter = Number(options["die-after"]), pace = Number(options.pace);

const tiny = await TinyModel.load();
let abandoned = 0;

const server = createServer(async (request, response) => {
  try {
    await route(request, response);
  } catch (error) {
    const status = error instanceof PromptTooLong || error instanceof BadRequest ? 400 : 500;
    if (status === 500) console.error(error);
    if (response.headersSent) response.destroy();
    else sendError(response, status, error);
  }
});
server.listen(Number(options.port), "127.0.0.1", () => {
  console.log(JSON.stringify({ port: server.address().port, model: MODEL, context: CONTEXT }));
});
if (options["with-parent"]) process.stdin.on("end", () => process.exit(0)).resume();

class BadRequest extends Error {}

function route(request, response) {
  switch (`${request.method} ${request.url}`) {
    case "GET /health":
      return send(response, 200, { status: "ok", running: tiny.running, generated: tiny.generated, abandoned });
    case "GET /v1/models":
      return send(response, 200, { object: "list", data: [{ id: MODEL, object: "model", created: 0, owned_by: MODEL }] });
    case "POST /v1/chat/completions":
      return chat(request, response);
    default:
      return send(response, 404, { error: { message: "Not found", type: "not_found_error", code: 404 } });
  }
}

async function chat(request, response) {
  const asked = await readJson(request);
  if (!Array.isArray(asked.messages) || asked.messages.length === 0) throw new BadRequest("'messages' is required");
  const leaving = new AbortController();
  response.on("close", () => {
    if (!response.writableFinished) {
      abandoned++;
      leaving.abort();
    }
  });
  const pieces = tiny.answer({
    messages: asked.messages,
    schema: asked.response_format?.type === "json_schema" ? asked.response_format.json_schema?.schema : undefined,
    maxTokens: Math.min(asked.max_tokens ?? asked.max_completion_tokens ?? USUAL_TOKENS, MOST_TOKENS),
    seed: asked.seed ?? 1,
    neverEnds: asked.ignore_eos === true,       // as llama.cpp's own server calls it
    signal: leaving.signal,
  });
  const id = `chatcmpl-${crypto.randomUUID()}`, created = Math.floor(Date.now() / 1000);
  const answer = asked.stream ? new Stream(response, id, created, asked.stream_options?.include_usage) : new Whole(response, id, created);
  let tokens = 0;
  for await (const piece of pieces) {
    if (piece.text !== undefined) {
      await answer.piece(piece.text);
      if (++tokens === dieAfter) process.kill(process.pid, "SIGKILL");
      if (pace > 0) await new Promise((resolve) => setTimeout(resolve, pace));
    } else {
      answer.end(piece);
    }
  }
}

/** An answer as events, one for each piece. */
class Stream {
  constructor(response, id, created, wantsUsage) {
    Object.assign(this, { response, id, created, wantsUsage });
  }

  piece(content) {
    const delta = this.begun ? { content } : { role: "assistant", content };
    return this.#event([{ index: 0, delta, logprobs: null, finish_reason: null }]);
  }

  end({ finish, ...counts }) {
    this.#event([{ index: 0, delta: {}, logprobs: null, finish_reason: finish }]);
    if (this.wantsUsage) this.#event([], { usage: usage(counts) });
    this.response.end("data: [DONE]\n\n");
  }

  /** Resolves when the operating system has it: what was said before a death is heard. */
  #event(choices, more = {}) {
    if (!this.begun) {
      this.begun = true;
      this.response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
    }
    const chunk = { id: this.id, object: "chat.completion.chunk", created: this.created, model: MODEL, choices, ...more };
    return new Promise((resolve) => this.response.write(`data: ${JSON.stringify(chunk)}\n\n`, resolve));
  }
}

class Whole {
  constructor(response, id, created) {
    Object.assign(this, { response, id, created, content: "" });
  }

  piece(content) {
    this.content += content;
  }

  end({ finish, ...counts }) {
    send(this.response, 200, {
      id: this.id, object: "chat.completion", created: this.created, model: MODEL,
      choices: [{ index: 0, message: { role: "assistant", content: this.content }, logprobs: null, finish_reason: finish }],
      usage: usage(counts),
    });
  }
}

function usage({ promptTokens, completionTokens }) {
  return { prompt_tokens: promptTokens, completion_tokens: completionTokens, total_tokens: promptTokens + completionTokens };
}

async function readJson(request) {
  const chunks = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > MOST_BYTES) throw new BadRequest("the request is too large");
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    throw new BadRequest("the request is not JSON");
  }
}

function sendError(response, status, error) {
  const type = error instanceof PromptTooLong ? "exceed_context_size_error" : status === 400 ? "invalid_request_error" : "server_error";
  send(response, status, { error: { message: error.message, type, code: status } });
}

function send(response, status, body) {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(body));
}
