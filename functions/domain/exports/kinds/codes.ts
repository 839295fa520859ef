/** Export of hours by person and pay code, summed in seconds; what HR has not approved is a kind of its own. @module */

import {
  adjustedPayOf,
  type PayFigure,
  type PayrollPerson,
  payOf,
  summedPay,
} from '#shared/payroll/index.ts';
import { countColumn, durationColumns, personColumns, textColumn } from './columns.ts';
import { type KindColumn, type KindContext, kindOf, type PersonData } from './kind.ts';

interface CodeSum {
  person: PayrollPerson;
  figure: PayFigure;
  days: number;
  isAdjustment: boolean;
}

const sameCode = (a: PayFigure, b: PayFigure) =>
  a.kind === b.kind && a.code === b.code && a.multiplier === b.multiplier;

function sumsOf({ person, days }: PersonData, isAdjustment: boolean): CodeSum[] {
  const ofDays = days.map(isAdjustment ? adjustedPayOf : payOf);
  return summedPay(ofDays.flat()).map((figure) => ({
    person,
    figure,
    isAdjustment,
    days: ofDays.filter((figures) => figures.some((other) => sameCode(other, figure))).length,
  }));
}

function columnsOf(context: KindContext): KindColumn<CodeSum>[] {
  return [
    ...personColumns<CodeSum>(context),
    textColumn('row', 'Row', 11, ({ isAdjustment }) => (isAdjustment ? 'adjustment' : 'sum')),
    textColumn('kind', 'Kind', 11, ({ figure }) => figure.kind),
    { key: 'code', title: 'Code', type: 'text', size: 21, value: ({ figure }) => figure.code },
    {
      key: 'multiplier',
      title: 'Multiplier',
      type: 'number',
      size: 11,
      value: ({ figure }) => figure.multiplier,
    },
    countColumn('days', 'Days', ({ days }) => days),
    ...durationColumns<CodeSum>('time', 'Time', ({ figure }) => figure.seconds),
  ];
}

const usual = ['userId', 'name', 'department', 'row', 'kind', 'code', 'multiplier', 'days', 'timeHours'];

/** Hours by person and pay code. */
export const codes = kindOf<CodeSum>({
  title: 'Hours by code',
  reads: 'days',
  hasAdjustments: true,
  usual: { csv: usual, people: usual },
  columnsOf,
  things: (data, choice) => [
    ...(choice === 'only' ? [] : sumsOf(data, false)),
    ...(choice === 'without' ? [] : sumsOf(data, true)),
  ],
});
