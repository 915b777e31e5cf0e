// The broker's OpenAPI document as the page reads it, and a schema as a person reads one. Draws nothing.
import * as z from 'zod/mini';

const content = z.record(z.string(), z.object({ schema: z.optional(z.unknown()) }));
const operation = z.object({
  summary: z.string(),
  description: z.string(),
  tags: z.array(z.string()),
  parameters: z.optional(
    z.array(
      z.object({
        name: z.string(),
        in: z.string(),
        required: z.optional(z.boolean()),
        schema: z.optional(z.unknown()),
      }),
    ),
  ),
  requestBody: z.optional(z.object({ content })),
  responses: z.optional(z.record(z.string(), z.object({ content: z.optional(content) }))),
});
export const apiDocument = z.object({
  openapi: z.string(),
  info: z.object({ version: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), operation)),
});
export type ApiDocument = z.infer<typeof apiDocument>;
export type Operation = z.infer<typeof operation>;

export interface Way extends Operation {
  readonly method: string;
  readonly path: string;
}

/** Ways by their room, what programs may use first. */
export function rooms({ paths }: ApiDocument): ReadonlyMap<string, readonly Way[]> {
  const ways = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, of]) => ({ ...of, method: method.toUpperCase(), path })),
  );
  const names = [...new Set(ways.map(({ tags }) => tags[0] ?? ''))].sort(
    (a, b) => Number(b === 'programs') - Number(a === 'programs') || a.localeCompare(b),
  );
  return new Map(names.map((name) => [name, ways.filter(({ tags }) => tags[0] === name)]));
}

export const schemaOf = (of: { content?: z.infer<typeof content> | undefined } | undefined): unknown =>
  of?.content?.['application/json']?.schema;

interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
  readonly items?: unknown;
  readonly anyOf?: readonly unknown[];
  readonly oneOf?: readonly unknown[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly maxLength?: number;
  readonly nullable?: boolean;
}

/** A schema as a few lines: `{ name: text up to 60, email?: email }`. @param indent spaces before its lines */
export function schemaText(given: unknown, indent = ''): string {
  if (typeof given !== 'object' || given === null) return 'anything';
  const schema: Schema = given;
  const said = bare(schema, indent);
  return schema.nullable && !said.endsWith('null') ? `${said} | null` : said;
}

function bare(schema: Schema, indent: string): string {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map((one) => schemaText(one, indent)).join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ');
  if (schema.properties) return objectText(schema, indent);
  if (schema.type === 'array') return `[ ${schemaText(schema.items, indent)} … ]`;
  if (schema.type === 'string') return textText(schema);
  return typeof schema.type === 'string' ? schema.type : 'anything';
}

function objectText({ properties = {}, required = [] }: Schema, indent: string): string {
  const inner = `${indent}  `;
  const lines = Object.entries(properties).map(
    ([name, of]) => `${inner}${name}${required.includes(name) ? '' : '?'}: ${schemaText(of, inner)}`,
  );
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${indent}}`;
}

function textText({ format, maxLength }: Schema): string {
  if (format) return format;
  return maxLength === undefined ? 'text' : `text up to ${maxLength}`;
}
