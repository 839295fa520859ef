/** Which punches belong to a shift and to a column: windows, borders, which punch stays, what closes an open shift. @module */

import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { type Column, columns, type Shift } from '#shared/attendance/model/index.ts';
import { columnWords } from '../day/column-words.ts';
import { useFormat } from '../day/use-format.ts';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { Select } from '../ui/select.tsx';
import { TimeField } from '../ui/time-field.tsx';
import { choicesOf } from './plan-words.ts';
import { RuleLines, RuleRow, type RulesProps } from './rule-line.tsx';
import { rangeLines } from './rule-lines.ts';
import { withValue } from './rule-patch.ts';
import styles from './rules.module.css';
import { bordersOf, textOfMinute } from './shift-times.ts';

/** A shift of the schedule and how it is called. */
export interface NamedShift {
  /** Its place, unique in the schedule. */
  readonly id: string;
  /** "Monday", or nothing where the schedule has one day. */
  readonly name: string | undefined;
  readonly shift: Shift;
  readonly onChange: (shift: Shift) => void;
}

/** Ranges of a schedule. */
export interface RangeRulesProps extends RulesProps {
  shifts: readonly NamedShift[];
  shown: readonly Column[];
}

/** Windows, borders between columns, and which punch of a column stays. */
export function RangeRulesEditor({ shifts, shown, ...props }: RangeRulesProps) {
  const { t } = useLingui();
  return (
    <>
      <section className={styles.part} aria-label={t`Punches of a shift`}>
        <h3 className={styles.partTitle}>{t`Punches of a shift`}</h3>
        <RuleLines lines={rangeLines} {...props} />
      </section>
      <section className={styles.part} aria-label={t`Columns`}>
        <h3 className={styles.partTitle}>{t`Columns`}</h3>
        <ul className={styles.lines}>
          <KeepLatest shown={shown} {...props} />
          <AutoCloseLine {...props} />
        </ul>
      </section>
      {shifts.length > 0 && (
        <section className={styles.part} aria-label={t`Borders between columns`}>
          <h3 className={styles.partTitle}>{t`Borders between columns`}</h3>
          <p className={styles.note}>
            <Trans>
              A punch belongs to the column whose time is nearest: the border is the midpoint between two
              times, unless you set it.
            </Trans>
          </p>
          {shifts.map((named) => (
            <Borders key={named.id} named={named} isReadOnly={props.isReadOnly} />
          ))}
        </section>
      )}
    </>
  );
}

function Borders({ named, isReadOnly }: { named: NamedShift; isReadOnly: boolean }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const { name, shift, onChange } = named;
  const until = (column: Column, time: string | undefined) => {
    const { [column]: _, ...others } = shift.rangeUntil;
    onChange({ ...shift, rangeUntil: time === undefined ? others : { ...others, [column]: time } });
  };
  return (
    <div>
      {name !== undefined && <h4 className={styles.partTitle}>{name}</h4>}
      <ul className={styles.lines}>
        {bordersOf(shift).map(({ column, at, isSet }) => {
          const word = i18n._(columnWords[column]);
          const time = format.minute(Math.floor(at));
          return (
            <li key={column} className={styles.row} data-own={isSet || undefined}>
              <div className={styles.content}>
                <span className={styles.column}>{word}</span>
                {isSet ? (
                  <>
                    <span>{t`up to and including`}</span>
                    <span className={styles.time}>
                      <TimeField
                        label={t`${word} up to and including`}
                        isLabelHidden
                        value={textOfMinute(at)}
                        isReadOnly={isReadOnly}
                        onChange={(next) => next !== null && until(column, next)}
                      />
                    </span>
                  </>
                ) : (
                  <span>{t`up to the midpoint, ${time}`}</span>
                )}
                {!isReadOnly && (
                  <Button
                    size="small"
                    variant="quiet"
                    aria-label={isSet ? t`${word} up to the midpoint` : t`Set the border of ${word}`}
                    onPress={() => until(column, isSet ? undefined : textOfMinute(Math.floor(at)))}
                  >
                    {isSet ? t`Midpoint` : t`Set`}
                  </Button>
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function KeepLatest({ shown, ...props }: RulesProps & { shown: readonly Column[] }) {
  const { t, i18n } = useLingui();
  const path = { group: 'columns', key: 'keepLatest' } as const;
  const { keepLatest } = props.rules.columns;
  const set = (column: Column, isLatest: boolean) =>
    props.onChange(
      withValue(
        props.patch,
        path,
        columns.filter((one) => (one === column ? isLatest : keepLatest.includes(one))),
      ),
    );
  return (
    <RuleRow path={path} {...props}>
      <span>{t`Of several punches the latest stays in`}</span>
      {shown.map((column) => (
        <Checkbox
          key={column}
          isSelected={keepLatest.includes(column)}
          isDisabled={props.isReadOnly}
          onChange={(isLatest) => set(column, isLatest)}
        >
          {i18n._(columnWords[column])}
        </Checkbox>
      ))}
    </RuleRow>
  );
}

const closes = {
  none: msg`stays open`,
  scheduled: msg`ends at its scheduled time`,
  fixed: msg`ends some minutes after In`,
  remaining: msg`ends when the expected time is worked`,
};

function AutoCloseLine(props: RulesProps) {
  const { t, i18n } = useLingui();
  const path = { group: 'columns', key: 'autoClose' } as const;
  const { autoClose } = props.rules.columns;
  const set = (value: typeof autoClose) => props.onChange(withValue(props.patch, path, value));
  const choose = (kind: typeof autoClose.kind) => {
    if (kind === 'fixed') set({ kind, minutes: 480 });
    else if (kind === 'remaining') set({ kind, toleranceMinutes: 0 });
    else set({ kind });
  };
  return (
    <RuleRow path={path} {...props}>
      <span>{t`A shift without its Out`}</span>
      <span className={styles.choice}>
        <Select
          label={t`A shift without its Out`}
          isLabelHidden
          items={choicesOf(i18n, closes)}
          value={autoClose.kind}
          isDisabled={props.isReadOnly}
          onChange={choose}
        />
      </span>
      {autoClose.kind === 'fixed' && (
        <span className={styles.number}>
          <NumberField
            label={t`Minutes after In`}
            isLabelHidden
            suffix={t`min`}
            min={0}
            max={1_439}
            value={autoClose.minutes}
            isDisabled={props.isReadOnly}
            onChange={(minutes) => minutes !== null && set({ kind: 'fixed', minutes })}
          />
        </span>
      )}
      {autoClose.kind === 'remaining' && (
        <>
          <span>{t`and`}</span>
          <span className={styles.number}>
            <NumberField
              label={t`Minutes beyond the expected time`}
              isLabelHidden
              suffix={t`min`}
              min={0}
              max={1_440}
              value={autoClose.toleranceMinutes}
              isDisabled={props.isReadOnly}
              onChange={(next) => next !== null && set({ kind: 'remaining', toleranceMinutes: next })}
            />
          </span>
          <span>{t`more`}</span>
        </>
      )}
    </RuleRow>
  );
}
