/**
 * Enters and withdraws what HR says about days: corrections, leaves and day overrides. The rows that an answer carries are
 * shown at once wherever sheets are shown; where it has none, the sheets are asked for until they have followed.
 * @module
 */

import { useLingui } from '@lingui/react/macro';
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import type { EntryKindName } from '#shared/contract/entry-status.ts';
import type { SheetRow } from '#shared/contract/sheets.ts';
import { api, newIdempotencyKey } from '../api/index.ts';
import { useErrorToast } from '../problems/refusal.tsx';
import { makeStore } from '../ui/store.ts';
import { toast } from '../ui/toasts.tsx';
import { rememberReason } from './reasons.ts';

type BodyOf<F extends (call: never, ...rest: never[]) => unknown> = Parameters<F>[0] extends { body: infer B }
  ? B
  : never;

/** A correction that is to be entered. */
export type NewCorrection = BodyOf<typeof api.createCorrection>;
/** A leave that is to be entered. */
export type NewLeave = BodyOf<typeof api.createLeave>;
/** A day override that is to be entered. */
export type NewOverride = BodyOf<typeof api.createDayOverride>;

/** What is to be entered. */
export type NewEntry =
  | { readonly kind: 'correction'; readonly body: NewCorrection }
  | { readonly kind: 'leave'; readonly body: NewLeave }
  | { readonly kind: 'day-override'; readonly body: NewOverride };

/** An entry by what names it. */
export interface EntryName {
  readonly kind: EntryKindName;
  readonly userId: string;
  /** Its date, or the first day of a leave. */
  readonly first: string;
  readonly id: string;
}

/** What an answer about an entry says of the days that it touches. */
interface Answer {
  readonly id: string;
  readonly rows?: readonly SheetRow[] | undefined;
  readonly approval?: { readonly state: string } | undefined;
}

/** Rows that were computed just now, in the order of their coming. Screens of sheets listen. */
export const freshRows = makeStore<readonly SheetRow[]>([]);

/** What was entered last in this page and is not taken back: that is what Ctrl Z withdraws. */
const entered: EntryName[] = [];
const keptEntries = 20;

/** When sheets are asked for again where an answer had no rows, in milliseconds after it. */
const followUps = [1_000, 3_000, 6_000, 10_000];

/** The lists that show entries and days. */
const touched = [
  'listSheets',
  'getSheetTotals',
  'explainDay',
  'getSheetInputs',
  'listCorrections',
  'listLeaves',
  'listDayOverrides',
  'listPunches',
  'listAwaiting',
  'getRosterBoard',
  'getOverview',
  'listOpenDays',
];

function refresh(client: QueryClient, names: readonly string[]): void {
  for (const name of names) void client.invalidateQueries({ queryKey: [name] });
}

/** Shows what an answer says of days, or asks until the sheets have followed. */
export function showAnswer(client: QueryClient, rows: readonly SheetRow[] | undefined): void {
  refresh(client, touched);
  if (rows !== undefined && rows.length > 0) {
    freshRows.set(rows);
    return;
  }
  for (const wait of followUps) {
    setTimeout(() => refresh(client, ['listSheets', 'getMatrix', 'getSheetTotals', 'explainDay']), wait);
  }
}

async function send(entry: NewEntry): Promise<{ name: EntryName; answer: Answer }> {
  const options = { idempotencyKey: newIdempotencyKey() };
  const { kind } = entry;
  if (kind === 'correction') {
    const answer = await api.createCorrection({ body: entry.body }, options);
    return { answer, name: { kind, userId: answer.userId, first: answer.date, id: answer.id } };
  }
  if (kind === 'leave') {
    const answer = await api.createLeave({ body: entry.body }, options);
    return { answer, name: { kind, userId: answer.userId, first: answer.from, id: answer.id } };
  }
  const answer = await api.createDayOverride({ body: entry.body }, options);
  return { answer, name: { kind, userId: answer.userId, first: answer.date, id: answer.id } };
}

/** Withdraws an entry. @param reason - why, as the trail keeps it */
export async function withdraw({ kind, userId, first, id }: EntryName, reason: string): Promise<Answer> {
  const options = { idempotencyKey: newIdempotencyKey() };
  const body = { reason };
  // The ids come from answers of the API, whose types the address of a screen does not carry.
  const params = { userId, date: first, from: first, correctionId: id, leaveId: id, overrideId: id };
  if (kind === 'correction') return api.withdrawCorrection({ params, body }, options);
  if (kind === 'leave') return api.withdrawLeave({ params, body }, options);
  return api.withdrawDayOverride({ params, body }, options);
}

/** Withdraws, and says so. */
export function useWithdraw() {
  const { t } = useLingui();
  const client = useQueryClient();
  const tell = useErrorToast();
  return useMutation({
    mutationFn: ({ name, reason }: { name: EntryName; reason: string }) => withdraw(name, reason),
    onSuccess: ({ rows }, { name }) => {
      const at = entered.findIndex(({ id }) => id === name.id);
      if (at >= 0) entered.splice(at, 1);
      showAnswer(client, rows);
      toast({ text: t`Withdrawn` });
    },
    onError: tell,
  });
}

/** Withdraws what was entered last in this page. */
export function useUndo(): () => void {
  const { t } = useLingui();
  const { mutate } = useWithdraw();
  return () => {
    const name = entered.at(-1);
    if (name === undefined) toast({ text: t`Nothing was entered here that could be undone`, tone: 'info' });
    else mutate({ name, reason: t`Undone at once` });
  };
}

/** Enters, shows the days anew, and offers to undo. */
export function useEnter(done?: () => void) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { mutate: takeBack } = useWithdraw();
  return useMutation({
    mutationFn: send,
    onSuccess: ({ name, answer }, { body }) => {
      entered.push(name);
      entered.splice(0, Math.max(0, entered.length - keptEntries));
      if (body.reason) rememberReason(body.reason);
      showAnswer(client, answer.rows);
      const waits = answer.approval?.state === 'awaiting';
      toast({
        text: waits ? t`Entered; it takes effect once somebody else approves it` : t`Entered`,
        undo: () => takeBack({ name, reason: t`Undone at once` }),
      });
      done?.();
    },
  });
}
