/** One rule: a sentence with its value inside, grey while the schedule follows the organisation. @module */

import type { I18n, MessageDescriptor } from '@lingui/core';
import { useLingui } from '@lingui/react/macro';
import { RotateCcw } from 'lucide-react';
import type { ReactNode } from 'react';
import type {
  AttendanceRules,
  AttendanceRulesPatch,
  ClockingSchedule,
} from '#shared/attendance/model/index.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { Select } from '../ui/select.tsx';
import { choicesOf } from './plan-words.ts';
import type { RuleLine } from './rule-lines.ts';
import { baseValue, ownValue, type RulePath, ruleValue, withValue } from './rule-patch.ts';
import styles from './rules.module.css';

/** What every part of the rules is given. */
export interface RulesProps {
  kind: ClockingSchedule['kind'];
  /** What the schedule says itself. */
  patch: AttendanceRulesPatch;
  /** What holds for the organisation. */
  base: AttendanceRules;
  /** What holds for the schedule. */
  rules: AttendanceRules;
  isReadOnly: boolean;
  onChange: (patch: AttendanceRulesPatch) => void;
}

/** The rules of a tab that the kind of the schedule has and that have a say. */
export function RuleLines({ lines, ...props }: RulesProps & { lines: readonly RuleLine[] }) {
  const shown = lines.filter(
    ({ kinds, when }) => (kinds?.includes(props.kind) ?? true) && (when?.(props.rules) ?? true),
  );
  return (
    <ul className={styles.lines}>
      {shown.map((line) => (
        <Line key={`${line.group}.${line.key}`} line={line} {...props} />
      ))}
    </ul>
  );
}

function Line({ line, ...props }: RulesProps & { line: RuleLine }) {
  const { patch, base, isReadOnly, onChange } = props;
  const value = ruleValue(patch, base, line);
  const set = (next: unknown) => onChange(withValue(patch, line, next));
  return (
    <RuleRow path={line} {...props}>
      <LineValue line={line} value={value} isReadOnly={isReadOnly} onChange={set} />
    </RuleRow>
  );
}

/** The row of a rule: its content, and the way back to the organisation's value. */
export function RuleRow({
  path,
  patch,
  base,
  isReadOnly,
  onChange,
  children,
}: RulesProps & { path: RulePath; children: ReactNode }) {
  const { t } = useLingui();
  const isOwn = ownValue(patch, path) !== undefined;
  const usual = baseValue(base, path);
  const words =
    typeof usual === 'number' ? t`As the organisation has it: ${usual}` : t`As the organisation has it`;
  return (
    <li className={styles.row} data-own={isOwn || undefined}>
      <div className={styles.content}>{children}</div>
      {isOwn && !isReadOnly ? (
        <IconButton label={words} size="small" onPress={() => onChange(withValue(patch, path, undefined))}>
          <RotateCcw />
        </IconButton>
      ) : (
        <span className={styles.noReset} />
      )}
    </li>
  );
}

interface LineValueProps {
  line: RuleLine;
  value: unknown;
  isReadOnly: boolean;
  onChange: (value: unknown) => void;
}

function LineValue({ line, value, isReadOnly, onChange }: LineValueProps) {
  const { t, i18n } = useLingui();
  const name = nameOf(i18n, line.sentence);
  if (line.type === 'switch') {
    return (
      <Checkbox isSelected={value === true} isDisabled={isReadOnly} onChange={onChange}>
        {i18n._(line.sentence)}
      </Checkbox>
    );
  }
  if (line.type === 'choice') {
    return (
      <Sentence sentence={line.sentence}>
        <span className={styles.choice}>
          <Select
            label={name}
            isLabelHidden
            items={choicesOf(i18n, line.words)}
            value={typeof value === 'string' ? value : null}
            isDisabled={isReadOnly}
            onChange={onChange}
          />
        </span>
      </Sentence>
    );
  }
  const { off, first = 0, min = 0, max } = line;
  if (value === null && off) {
    return (
      <>
        <span>{i18n._(off)}</span>
        {!isReadOnly && (
          <Button size="small" variant="quiet" aria-label={t`Set: ${name}`} onPress={() => onChange(first)}>
            {t`Set`}
          </Button>
        )}
      </>
    );
  }
  return (
    <>
      <Sentence sentence={line.sentence}>
        <span className={styles.number}>
          <NumberField
            label={name}
            isLabelHidden
            min={min}
            max={max}
            value={typeof value === 'number' ? value : null}
            isDisabled={isReadOnly}
            onChange={(next) => {
              if (next !== null) onChange(next);
            }}
          />
        </span>
      </Sentence>
      {off && !isReadOnly && (
        <Button size="small" variant="quiet" aria-label={t`Off: ${name}`} onPress={() => onChange(null)}>
          {t({ message: 'Off', context: 'rule' })}
        </Button>
      )}
    </>
  );
}

/** Stands in a sentence where the field goes: no sentence has it. */
const place = '\u0000';

/** The sentence of a rule with dots for its value: the name of its field. */
function nameOf(i18n: I18n, sentence: MessageDescriptor): string {
  return i18n._({ ...sentence, values: { field: '…' } });
}

/** A sentence with a field inside, wherever the language puts it. */
export function Sentence({ sentence, children }: { sentence: MessageDescriptor; children: ReactNode }) {
  const { i18n } = useLingui();
  const [before = '', after = ''] = i18n._({ ...sentence, values: { field: place } }).split(place);
  return (
    <>
      {before.trim() !== '' && <span>{before.trim()}</span>}
      {children}
      {after.trim() !== '' && <span>{after.trim()}</span>}
    </>
  );
}
