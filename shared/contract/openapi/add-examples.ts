/** Puts recorded requests and answers into the OpenAPI document, as the examples of their operations. @module */

import type { createDocument } from 'zod-openapi';

type OpenApiDocument = ReturnType<typeof createDocument>;

/** A call that was tried, and what came back. */
export interface RecordedExample {
  operation: string;
  /** What somebody wanted, in one sentence. */
  summary: string;
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  /** HTTP status of the answer; absent where it is that of the route, which a job in its stead has not. */
  status?: number;
  /** The JSON of the answer; absent where it had none. */
  answer?: unknown;
}

/** The parts of an operation that examples go into, as the document has them. */
interface OperationObject {
  operationId?: string;
  parameters?: { name?: string; in?: string; example?: unknown }[];
  requestBody?: { content: Record<string, MediaType> };
  responses?: Record<string, { content?: Record<string, MediaType> }>;
}

interface MediaType {
  examples?: Record<string, { summary: string; value: unknown }>;
}

function put(media: MediaType | undefined, name: string, summary: string, value: unknown): void {
  if (media) media.examples = { ...media.examples, [name]: { summary, value } };
}

function addTo(operation: OperationObject, examples: readonly RecordedExample[]): void {
  for (const [index, { summary, params, query, body, status, answer }] of examples.entries()) {
    const name = index === 0 ? 'tried' : `tried${index + 1}`;
    for (const parameter of operation.parameters ?? []) {
      const values = parameter.in === 'path' ? params : parameter.in === 'query' ? query : undefined;
      const value = parameter.name === undefined ? undefined : values?.[parameter.name];
      if (value !== undefined) parameter.example ??= value;
    }
    if (body !== undefined) put(operation.requestBody?.content['application/json'], name, summary, body);
    const done = Object.keys(operation.responses ?? {}).find((each) => each.startsWith('2')) ?? '';
    const response = operation.responses?.[status ?? done];
    if (answer !== undefined) put(response?.content?.['application/json'], name, summary, answer);
  }
}

/** A copy of the document with the recorded examples in parameters, bodies and answers. */
export function addExamples(
  document: OpenApiDocument,
  examples: readonly RecordedExample[],
): OpenApiDocument {
  const copy: OpenApiDocument = structuredClone(document);
  const byOperation = Map.groupBy(examples, ({ operation }) => operation);
  for (const item of Object.values(copy.paths ?? {})) {
    for (const operation of Object.values(item as Record<string, OperationObject>)) {
      addTo(operation, byOperation.get(operation.operationId ?? '') ?? []);
    }
  }
  return copy;
}
