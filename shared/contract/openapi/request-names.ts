/** Renames schemas whose request form and answer form differ: `ShiftInput` is sent, `Shift` is read. @module */

import type { createDocument } from 'zod-openapi';

type OpenApiDocument = ReturnType<typeof createDocument>;

/** What `createDocument` is told to append to the answer form of a schema, where it differs from the request form. */
export const answerSuffix = '.answer';

// References stand in `$ref` and in the mappings of discriminators; no other text looks like one.
const references = /"#\/components\/schemas\/([^"]+)"/g;

function namesIn(part: unknown): string[] {
  return [...JSON.stringify(part ?? {}).matchAll(references)].map(([, name]) => name ?? '');
}

/** Names of the schemas to which the operations lead, through responses, parameters and other schemas. */
function schemasInUse(document: OpenApiDocument): Set<string> {
  const { schemas, ...others } = document.components ?? {};
  const used = new Set<string>();
  const open = namesIn([document.paths, others]);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (used.has(name)) continue;
    used.add(name);
    open.push(...namesIn(schemas?.[name]));
  }
  return used;
}

/**
 * Gives the plain name to the answer form of a schema and `…Input` to its request form: an application reads a `Shift`
 * and sends a `ShiftInput`. Forms that no operation uses are left out. Schemas come out in the order of their names, so
 * that a new one moves no other.
 * @throws Error when the name of a request form is taken
 */
export function nameRequestForms(document: OpenApiDocument): OpenApiDocument {
  const schemas = document.components?.schemas ?? {};
  const used = schemasInUse(document);
  const newNames = new Map<string, string>();
  for (const name of used) {
    if (!name.endsWith(answerSuffix)) continue;
    const plain = name.slice(0, -answerSuffix.length);
    newNames.set(name, plain);
    if (!used.has(plain)) continue;
    if (`${plain}Input` in schemas) throw new Error(`two schemas have the name ${plain}Input`);
    newNames.set(plain, `${plain}Input`);
  }
  const nameOf = (name: string) => newNames.get(name) ?? name;
  const sorted = Object.entries(schemas)
    .filter(([name]) => used.has(name))
    .map(([name, schema]) => [nameOf(name), schema] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const named = {
    ...document,
    components: { ...document.components, schemas: Object.fromEntries(sorted) },
  };
  return JSON.parse(
    JSON.stringify(named).replace(references, (_, name: string) => `"#/components/schemas/${nameOf(name)}"`),
  );
}
