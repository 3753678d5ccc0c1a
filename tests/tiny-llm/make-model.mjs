// Writes a llama model with random weights as GGUF: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
// The same bytes each time. It knows no language; it only makes every other part real.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const WIDTH = 32, LAYERS = 2, HEADS = 2, INNER = 64;
export const CONTEXT = 16_384;
const SEED = 20261121;

/** Token types of llama.cpp. */
const NORMAL = 1, UNKNOWN = 2, CONTROL = 3, BYTE = 6;

/** SentencePiece writes a space as this. */
const SPACE = "\u2581";

/**
 * Special tokens, the 256 bytes (so that any text can be told), printable characters, and words. SentencePiece puts
 * words together pair by pair: each beginning of a word must be a token too. Rarer (later) pieces score lower.
 */
function vocabulary() {
  const words = readFileSync(fileURLToPath(new URL("words.txt", import.meta.url)), "utf8").split(/\s+/).filter(Boolean);
  const tokens = [
    { text: "<unk>", type: UNKNOWN }, { text: "<s>", type: CONTROL }, { text: "</s>", type: CONTROL },
    { text: "<|im_start|>", type: CONTROL }, { text: "<|im_end|>", type: CONTROL },
  ];
  for (let byte = 0; byte < 256; byte++) {
    tokens.push({ text: `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`, type: BYTE });
  }
  const seen = new Set();
  const add = (text, word = false) => {
    if (seen.has(text)) return;
    seen.add(text);
    tokens.push({ text, type: NORMAL, word });
  };
  add("\n");
  add(SPACE);
  for (let code = 33; code < 127; code++) add(String.fromCharCode(code));
  const whole = new Set(words);
  for (const word of words) {
    for (let end = 1; end <= word.length; end++) add(SPACE + word.slice(0, end), whole.has(word.slice(0, end)));
  }
  return tokens;
}

/** How much likelier than by chance a token is, in logits: words and now and then a full stop, no bytes or fragments. */
function leaning({ text, type, word }) {
  if (text === "<|im_end|>") return 1.5;
  if (type !== NORMAL) return -12;
  if (text === ".") return 4.5;
  if (text === ",") return 3.5;
  return word ? 0 : -9;
}

/** Numbers by Marsaglia's xorshift, made normal by Box and Muller. */
function normalNumbers(seed) {
  let state = seed >>> 0;
  const uniform = () => {
    state ^= state << 13; state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5; state >>>= 0;
    return (state + 0.5) / 2 ** 32;
  };
  return (scale) => scale * Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

function tensors(tokens) {
  const random = normalNumbers(SEED);
  const matrix = (columns, rows, scale, change = (row, column, value) => value) => {
    const values = new Float32Array(columns * rows);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) values[row * columns + column] = change(row, column, random(scale));
    }
    return { shape: [columns, rows], values };
  };
  const ones = () => ({ shape: [WIDTH], values: new Float32Array(WIDTH).fill(1), exact: true });
  // Column 0 carries the same number through all layers (nothing adds to it). That makes it a bias for the output.
  const EMBED = 0.3, CONSTANT = EMBED * Math.sqrt(WIDTH - 1);
  const keepsColumn0 = (row, column, value) => (row === 0 ? 0 : value);
  const list = [["token_embd.weight", matrix(WIDTH, tokens.length, EMBED, (row, column, value) => (column === 0 ? CONSTANT : value))]];
  for (let layer = 0; layer < LAYERS; layer++) {
    const name = (part) => `blk.${layer}.${part}.weight`;
    list.push([name("attn_norm"), ones()]);
    for (const part of ["attn_q", "attn_k", "attn_v"]) list.push([name(part), matrix(WIDTH, WIDTH, 0.2)]);
    list.push([name("attn_output"), matrix(WIDTH, WIDTH, 0.03, keepsColumn0)]);
    list.push([name("ffn_norm"), ones()]);
    list.push([name("ffn_gate"), matrix(WIDTH, INNER, 0.2)], [name("ffn_up"), matrix(WIDTH, INNER, 0.2)]);
    list.push([name("ffn_down"), matrix(INNER, WIDTH, 0.02, keepsColumn0)]);
  }
  list.push(["output_norm.weight", ones()]);
  // After the norm, column 0 is about 4.
  list.push(["output.weight", matrix(WIDTH, tokens.length, 0.25, (row, column, value) => (column === 0 ? leaning(tokens[row]) / 4 : value))]);
  return list;
}

class Writer {
  #parts = [];
  length = 0;

  bytes(buffer) {
    this.#parts.push(buffer);
    this.length += buffer.length;
    return this;
  }

  u32(value) { const b = Buffer.alloc(4); b.writeUInt32LE(value); return this.bytes(b); }
  i32(value) { const b = Buffer.alloc(4); b.writeInt32LE(value); return this.bytes(b); }
  f32(value) { const b = Buffer.alloc(4); b.writeFloatLE(value); return this.bytes(b); }
  u64(value) { const b = Buffer.alloc(8); b.writeBigUInt64LE(BigInt(value)); return this.bytes(b); }
  flag(value) { return this.bytes(Buffer.from([value ? 1 : 0])); }
  text(value) { const b = Buffer.from(value, "utf8"); return this.u64(b.length).bytes(b); }
  align(to) { return this.bytes(Buffer.alloc((to - (this.length % to)) % to)); }
  done() { return Buffer.concat(this.#parts); }
}

/** The numbers that GGUF gives its value types. */
const TYPES = { u32: 4, i32: 5, f32: 6, flag: 7, text: 8 };
const ARRAY = 9;

const template =
  "{% for m in messages %}{{'<|im_start|>' + m['role'] + '\\n' + m['content'] + '<|im_end|>' + '\\n'}}{% endfor %}"
  + "{% if add_generation_prompt %}{{'<|im_start|>assistant\\n'}}{% endif %}";

function metadata(tokens) {
  const score = (token, index) => (token.type === NORMAL ? -index : 0);
  return [
    ["general.architecture", "text", "llama"],
    ["general.name", "text", "tiny-llm"],
    ["general.alignment", "u32", 32],
    ["llama.context_length", "u32", CONTEXT],
    ["llama.embedding_length", "u32", WIDTH],
    ["llama.block_count", "u32", LAYERS],
    ["llama.feed_forward_length", "u32", INNER],
    ["llama.attention.head_count", "u32", HEADS],
    ["llama.attention.head_count_kv", "u32", HEADS],
    ["llama.rope.dimension_count", "u32", WIDTH / HEADS],
    ["llama.vocab_size", "u32", tokens.length],
    ["llama.attention.layer_norm_rms_epsilon", "f32", 1e-5],
    ["tokenizer.ggml.model", "text", "llama"],
    ["tokenizer.ggml.tokens", ["text"], tokens.map((token) => token.text)],
    ["tokenizer.ggml.scores", ["f32"], tokens.map(score)],
    ["tokenizer.ggml.token_type", ["i32"], tokens.map((token) => token.type)],
    ["tokenizer.ggml.unknown_token_id", "u32", 0],
    ["tokenizer.ggml.bos_token_id", "u32", 1],
    ["tokenizer.ggml.eos_token_id", "u32", 4],
    ["tokenizer.ggml.add_bos_token", "flag", true],
    ["tokenizer.ggml.add_eos_token", "flag", false],
    ["tokenizer.ggml.add_space_prefix", "flag", false],
    ["tokenizer.chat_template", "text", template],
  ];
}

/** Nearest half-precision number; the values here are neither tiny nor huge. */
function half(value) {
  const [bits] = new Uint32Array(new Float32Array([value]).buffer);
  const exponent = ((bits >>> 23) & 0xff) - 112;
  return exponent <= 0 ? 0 : ((bits >>> 16) & 0x8000) | (exponent << 10) | ((bits >>> 13) & 0x3ff);
}

function gguf() {
  const tokens = vocabulary(), list = tensors(tokens), facts = metadata(tokens);
  const head = new Writer().bytes(Buffer.from("GGUF")).u32(3).u64(list.length).u64(facts.length);
  for (const [key, type, value] of facts) {
    head.text(key);
    if (Array.isArray(type)) {
      head.u32(ARRAY).u32(TYPES[type[0]]).u64(value.length);
      for (const one of value) head[type[0]](one);
    } else {
      head.u32(TYPES[type])[type](value);
    }
  }
  const data = new Writer();
  for (const [name, { shape, values, exact }] of list) {
    head.text(name).u32(shape.length);
    for (const size of shape) head.u64(size);
    head.u32(exact ? 0 : 1).u64(data.length);
    data.bytes(exact ? Buffer.from(values.buffer) : Buffer.from(Uint16Array.from(values, half).buffer)).align(32);
  }
  return Buffer.concat([head.align(32).done(), data.done()]);
}

export function makeModel(path) {
  const bytes = gguf();
  writeFileSync(path, bytes);
  return { bytes: bytes.length, tokens: vocabulary().length };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = process.argv[2];
  if (!path) {
    console.error("usage: node make-model.mjs FILE.gguf");
    process.exit(1);
  }
  console.log(JSON.stringify({ path, ...makeModel(path) }));
}
