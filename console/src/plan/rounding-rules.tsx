/** Rounding: of the punches in each column, and of the totals. @module */

import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Plus, Trash2 } from 'lucide-react';
import {
  type Column,
  type ColumnRounding,
  columns,
  type TotalRounding,
} from '#shared/attendance/model/index.ts';
import { columnWords } from '../day/column-words.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { Select } from '../ui/select.tsx';
import { TimeField } from '../ui/time-field.tsx';
import { choicesOf } from './plan-words.ts';
import { RuleLines, RuleRow, type RulesProps } from './rule-line.tsx';
import { roundingLines } from './rule-lines.ts';
import { withValue } from './rule-patch.ts';
import styles from './rules.module.css';

const totals = ['breakTotal', 'workTotal', 'overtimeTotal'] as const;

const totalWords = {
  breakTotal: msg`Breaks of a day`,
  workTotal: msg`Work of a day`,
  overtimeTotal: msg`Overtime of a day`,
};

const totalModes = {
  none: msg`is not rounded`,
  up: msg`is rounded up`,
  down: msg`is rounded down`,
  nearest: msg`is rounded to the nearest`,
};

const columnModes = {
  ...totalModes,
  partial: msg`is rounded for the company, beyond a grace`,
};

/** Rounding of columns and totals. @param shown - the columns that the schedule has */
export function RoundingRulesEditor({ shown, ...props }: RulesProps & { shown: readonly Column[] }) {
  const { t, i18n } = useLingui();
  const { rules, patch, onChange } = props;
  return (
    <>
      <p className={styles.note}>
        <Trans>
          The punch itself stays as it is: a rounded copy is used for the sums. Times are rounded on the
          clock, from midnight on.
        </Trans>
      </p>
      <section className={styles.part} aria-label={t`Columns`}>
        <h3 className={styles.partTitle}>{t`Columns`}</h3>
        <ul className={styles.lines}>
          {columns
            .filter((column) => shown.includes(column))
            .map((column) => {
              const path = { group: 'rounding', key: column } as const;
              const value = rules.rounding[column];
              const set = (next: ColumnRounding) => onChange(withValue(patch, path, next));
              return (
                <RuleRow key={column} path={path} {...props}>
                  <span className={styles.column}>{i18n._(columnWords[column])}</span>
                  <Grid
                    name={i18n._(columnWords[column])}
                    modes={columnModes}
                    value={value}
                    isReadOnly={props.isReadOnly}
                    onChange={(grid) => set({ ...value, ...grid })}
                  />
                  <Ranges value={value} isReadOnly={props.isReadOnly} onChange={set} />
                </RuleRow>
              );
            })}
        </ul>
      </section>
      <section className={styles.part} aria-label={t`Totals`}>
        <h3 className={styles.partTitle}>{t`Totals`}</h3>
        <ul className={styles.lines}>
          {totals.map((total) => {
            const path = { group: 'rounding', key: total } as const;
            const value: TotalRounding = rules.rounding[total];
            return (
              <RuleRow key={total} path={path} {...props}>
                <span className={styles.total}>{i18n._(totalWords[total])}</span>
                <Grid
                  name={i18n._(totalWords[total])}
                  modes={totalModes}
                  value={value}
                  isReadOnly={props.isReadOnly}
                  onChange={(grid) => onChange(withValue(patch, path, { ...value, ...grid }))}
                />
              </RuleRow>
            );
          })}
        </ul>
      </section>
      <section className={styles.part} aria-label={t`All columns`}>
        <h3 className={styles.partTitle}>{t`All columns`}</h3>
        <RuleLines lines={roundingLines} {...props} />
      </section>
    </>
  );
}

interface GridValue<Mode extends string> {
  mode: Mode;
  minutes: number;
  graceMinutes: number;
}

interface GridProps<Mode extends string> {
  name: string;
  modes: Readonly<Record<Mode, ReturnType<typeof msg>>>;
  value: GridValue<Mode>;
  isReadOnly: boolean;
  onChange: (value: GridValue<Mode>) => void;
}

function Grid<Mode extends string>({ name, modes, value, isReadOnly, onChange }: GridProps<Mode>) {
  const { t, i18n } = useLingui();
  const { mode, minutes, graceMinutes } = value;
  return (
    <>
      <span className={styles.choice}>
        <Select
          label={t`Rounding of ${name}`}
          isLabelHidden
          items={choicesOf(i18n, modes)}
          value={mode}
          isDisabled={isReadOnly}
          onChange={(next) => onChange({ mode: next, minutes: minutes === 1 ? 15 : minutes, graceMinutes })}
        />
      </span>
      {mode !== 'none' && (
        <>
          <span>{t`to`}</span>
          <span className={styles.number}>
            <NumberField
              label={t`Steps of ${name} in minutes`}
              isLabelHidden
              suffix={t`min`}
              min={1}
              max={1_440}
              value={minutes}
              isDisabled={isReadOnly}
              onChange={(next) => next !== null && onChange({ mode, minutes: next, graceMinutes })}
            />
          </span>
          {mode !== 'nearest' && (
            <>
              <span>{t`with a grace of`}</span>
              <span className={styles.number}>
                <NumberField
                  label={t`Grace of ${name} in minutes`}
                  isLabelHidden
                  suffix={t`min`}
                  min={0}
                  max={1_440}
                  value={graceMinutes}
                  isDisabled={isReadOnly}
                  onChange={(next) => next !== null && onChange({ mode, minutes, graceMinutes: next })}
                />
              </span>
            </>
          )}
        </>
      )}
    </>
  );
}

interface RangesProps {
  value: ColumnRounding;
  isReadOnly: boolean;
  onChange: (value: ColumnRounding) => void;
}

/** Times from one to another that count as a third one. */
function Ranges({ value, isReadOnly, onChange }: RangesProps) {
  const { t } = useLingui();
  const { ranges } = value;
  const set = (index: number, change: Partial<(typeof ranges)[number]>) =>
    onChange({
      ...value,
      ranges: ranges.map((range, at) => (at === index ? { ...range, ...change } : range)),
    });
  return (
    <div className={styles.ranges}>
      {ranges.map((range, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a range is its place in the list
        <div key={index} className={styles.range}>
          {(['from', 'to', 'as'] as const).map((part) => (
            <span key={part} className={styles.range}>
              <span>{{ from: t`from`, to: t`to`, as: t`counts as` }[part]}</span>
              <span className={styles.time}>
                <TimeField
                  label={{ from: t`From`, to: t`To`, as: t`Counts as` }[part]}
                  isLabelHidden
                  value={range[part]}
                  isReadOnly={isReadOnly}
                  onChange={(time) => time !== null && set(index, { [part]: time })}
                />
              </span>
            </span>
          ))}
          {!isReadOnly && (
            <IconButton
              label={t`Remove the range`}
              size="small"
              onPress={() => onChange({ ...value, ranges: ranges.toSpliced(index, 1) })}
            >
              <Trash2 />
            </IconButton>
          )}
        </div>
      ))}
      {!isReadOnly && ranges.length < 20 && (
        <div>
          <Button
            size="small"
            variant="quiet"
            icon={<Plus size={16} />}
            onPress={() =>
              onChange({ ...value, ranges: [...ranges, { from: '08:30', to: '09:05', as: '09:00' }] })
            }
          >
            {t`Add a range of times`}
          </Button>
        </div>
      )}
      {(value.between ?? value.otherwise ?? value.withinMinutes) !== undefined && (
        <p className={styles.note}>{t`More limits of this rounding stand in the rules file.`}</p>
      )}
    </div>
  );
}
