// A model without sense would fill an array or a text for as long as it may. So the schema that is asked for is narrowed
// before it becomes a grammar: what fits the narrow one fits the wide one.

const SHORT = 24, TEXT = 80, ITEMS = 3, NUMBERS = 10;

/** The schema with a bound on everything, in the words that node-llama-cpp knows. */
export function bounded(schema) {
  if (Array.isArray(schema?.anyOf ?? schema?.oneOf)) {
    return { oneOf: (schema.anyOf ?? schema.oneOf).map(bounded), ...definitions(schema) };
  }
  if (schema === true || schema === undefined || "$ref" in schema || "const" in schema || "enum" in schema) return schema;
  switch (schema.type) {
    case "object":
      return { ...objectOf(schema), ...definitions(schema) };
    case "array":
      return { ...arrayOf(schema), ...definitions(schema) };
    case "string":
      return schema.format ? { type: "string", format: schema.format } : textOf(schema);
    case "integer":
    case "number":
      return { enum: numbersFrom(schema) };
    default:
      return Array.isArray(schema.type) ? { oneOf: schema.type.map((type) => bounded({ ...schema, type })) } : schema;
  }
}

function definitions({ $defs }) {
  return $defs ? { $defs: mapValues($defs, bounded) } : {};
}

function objectOf({ properties = {} }) {
  return { type: "object", properties: mapValues(properties, bounded), additionalProperties: false };
}

function arrayOf({ items, minItems = 0, maxItems = Infinity }) {
  const most = Math.max(minItems, Math.min(maxItems, ITEMS));
  return { type: "array", items: bounded(items), minItems: Math.min(Math.max(minItems, 1), most), maxItems: most };
}

function textOf({ minLength = 0, maxLength = Infinity }) {
  const most = Math.max(minLength, Math.min(maxLength, TEXT));
  return { type: "string", minLength: Math.min(Math.max(minLength, SHORT), most), maxLength: most };
}

function numbersFrom({ minimum = 0, maximum = Infinity }) {
  const count = Math.min(NUMBERS, Math.floor(maximum) - Math.ceil(minimum) + 1);
  return Array.from({ length: Math.max(1, count) }, (_, index) => Math.ceil(minimum) + index);
}

function mapValues(object, change) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}
