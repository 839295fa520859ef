/** Says in the language of the reader why one thing of many was refused, and in a toast what went wrong. @module */

import { useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ProblemCode } from '#shared/errors.ts';
import { Problem } from '../api/problem.ts';
import { useFormat } from '../day/use-format.ts';
import { toast } from '../ui/toasts.tsx';
import { textsQuery } from './texts-query.ts';

/** Why one thing of many was refused, as the API says it. Answers of earlier versions have no facts. */
export interface Refusal {
  readonly code: string;
  readonly detail: string;
  readonly facts?: Readonly<Record<string, unknown>> | undefined;
}

type Texts = Awaited<ReturnType<typeof textsQuery.queryFn>>;

/** @returns says why one thing of many was refused, once the texts are there */
export function useWords() {
  const { i18n } = useLingui();
  const format = useFormat();
  return (texts: Texts | undefined, { code, detail, facts }: Refusal): string =>
    (facts && texts?.shownProblem(i18n, format, code as ProblemCode, facts)?.title) ?? detail;
}

/** Why it was refused; the sentence of the server where the texts have none for it. */
export function RefusalText({ problem }: { problem: Refusal | undefined }) {
  const { t } = useLingui();
  const words = useWords();
  const { data } = useQuery(textsQuery);
  return problem === undefined ? t`It was refused.` : words(data, problem);
}

/** @returns says why something was refused, for a toast */
export function useRefusalWords(): (problem: Refusal | undefined) => Promise<string> {
  const { t } = useLingui();
  const client = useQueryClient();
  const words = useWords();
  return async (problem) => {
    if (problem === undefined) return t`It was refused.`;
    // Without a network the sentence of the server is better than none.
    const texts = await client.fetchQuery(textsQuery).catch(() => undefined);
    return words(texts, problem);
  };
}

/** @returns says in a toast what went wrong, where nothing else on the screen can */
export function useErrorToast(): (error: unknown) => void {
  const { t } = useLingui();
  const say = useRefusalWords();
  const textOf = async (error: unknown) => {
    if (error instanceof TypeError || !navigator.onLine) return t`The server cannot be reached.`;
    if (!(error instanceof Problem)) return error instanceof Error ? error.message : String(error);
    const { code = '', facts, message } = error;
    return await say({ code, facts, detail: message });
  };
  return (error) => void textOf(error).then((text) => toast({ tone: 'danger', text }));
}
