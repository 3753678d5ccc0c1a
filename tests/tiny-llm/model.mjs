import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { LlamaGrammarEvaluationState, LlamaJsonSchemaGrammar, TokenBias, getLlama } from "node-llama-cpp";
import { CONTEXT, makeModel } from "./make-model.mjs";
import { bounded } from "./schema.mjs";

/** Tokens of a prompt that are evaluated before it is looked whether anyone still waits. */
const STEP = 512;

const here = dirname(fileURLToPath(import.meta.url));

/** The file's name carries a hash of what it is made from: a changed recipe is cooked again. */
export function modelFile(folder = join(here, "..", "..", "artifacts", "tiny-llm")) {
  const hash = createHash("sha256");
  for (const source of ["make-model.mjs", "words.txt"]) hash.update(readFileSync(join(here, source)));
  const path = join(folder, `tiny-llm-${hash.digest("hex").slice(0, 12)}.gguf`);
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true });
    const unfinished = `${path}.${process.pid}`;
    makeModel(unfinished);
    renameSync(unfinished, path);
  }
  return path;
}

export class PromptTooLong extends Error {
  constructor(promptTokens, contextSize) {
    super(`the request (${promptTokens} tokens) exceeds the available context size (${contextSize} tokens)`);
    this.promptTokens = promptTokens;
  }
}

/** llama.cpp with the tiny model on one thread. One answer at a time; others wait. */
export class TinyModel {
  #llama;
  #model;
  #sequence;
  #last = Promise.resolve();

  /** Tokens made since the start; whether it is at work. */
  generated = 0;
  running = 0;

  static async load() {
    const tiny = new TinyModel();
    tiny.#llama = await getLlama({ gpu: false, build: "never", progressLogs: false, logLevel: "error", maxThreads: 1 });
    tiny.#model = await tiny.#llama.loadModel({ modelPath: modelFile(), gpuLayers: 0 });
    const context = await tiny.#model.createContext({ contextSize: CONTEXT, threads: 1, batchSize: STEP });
    tiny.#sequence = context.getSequence();
    return tiny;
  }

  /**
   * Streams an answer: `{text}` for each piece, at the end `{finish, promptTokens, completionTokens}`.
   * Finish is "stop" or "length"; with a schema "stop" means that the JSON is whole. Ends early when `signal` aborts.
   * With `neverEnds` it goes on past its own end, to the last token it may make.
   */
  async *answer({ messages, schema, maxTokens, seed, neverEnds, signal }) {
    const prompt = this.#prompt(messages);
    if (prompt.length + maxTokens > CONTEXT) throw new PromptTooLong(prompt.length, CONTEXT);
    const grammar = schema && new LlamaJsonSchemaGrammar(this.#llama, bounded(schema));
    const release = await this.#turn();
    this.running++;
    try {
      if (signal.aborted) return;
      await this.#sequence.clearHistory();
      const rest = await this.#read(prompt, signal);
      if (!signal.aborted) yield* this.#write(rest, { grammar, maxTokens, seed, neverEnds, signal, promptTokens: prompt.length });
    } finally {
      this.running--;
      release();
    }
  }

  async *#write(tokens, { grammar, maxTokens, seed, neverEnds, signal, promptTokens }) {
    const options = {
      temperature: 0.8, topK: 0, topP: 1, seed,
      tokenBias: grammar && this.#closing(),
      grammarEvaluationState: grammar && new LlamaGrammarEvaluationState({ model: this.#model, grammar }),
      yieldEogToken: true,
    };
    let whole = "", held = [], count = 0, finish = "length";
    for await (const token of this.#sequence.evaluate(tokens, options)) {
      if (signal.aborted) return;
      const ends = this.#model.isEogToken(token);
      if (ends && !neverEnds) {
        finish = "stop";
        break;
      }
      count++;
      this.generated++;
      if (!ends) held.push(token);
      const text = this.#model.detokenize(held);
      // A character beyond ASCII may be several tokens.
      if (!text.endsWith("\uFFFD") || held.length > 4) {
        held = [];
        whole += text;
        yield { text };
      }
      if (grammar && isWhole(whole)) {
        finish = "stop";
        break;
      }
      if (count >= maxTokens) break;
    }
    yield { finish, promptTokens, completionTokens: count };
  }

  /** All of the prompt but its last token, step by step; an abandoned one is not read on. */
  async #read(prompt, signal) {
    let read = 0;
    while (prompt.length - read > STEP && !signal.aborted) {
      await this.#sequence.evaluateWithoutGeneratingNewTokens(prompt.slice(read, read + STEP));
      read += STEP;
    }
    return prompt.slice(read);
  }

  /** The template in the model's file, said in JavaScript. */
  #prompt(messages) {
    const said = messages.map(({ role, content }) => [`<|im_start|>${role}\n`, textOf(content), "<|im_end|>\n"]);
    const marks = (text) => this.#model.tokenize(text, true);
    return [
      this.#model.tokens.bos,
      ...said.flatMap(([start, text, end]) => [...marks(start), ...this.#model.tokenize(text), ...marks(end)]),
      ...marks("<|im_start|>assistant\n"),
    ];
  }

  /** In JSON: texts end after some words, lists as often as they go on, and no lines are broken for looks. */
  #closing() {
    const bias = new TokenBias(this.#model.tokenizer);
    const lean = (character, logit) => bias.set(this.#model.tokenize(character), { logit });
    lean('"', 14);
    lean(",", -8);
    lean("\n", -20);
    return bias;
  }

  async #turn() {
    const before = this.#last;
    let release;
    this.#last = new Promise((resolve) => { release = resolve; });
    await before;
    return release;
  }
}

function textOf(content) {
  return typeof content === "string" ? content : (content ?? []).map((part) => part.text ?? "").join("");
}

function isWhole(text) {
  if (!/[}\]]\s*$/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
