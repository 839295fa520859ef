/** Overtime and premiums: the layers in order, and what holds for all of them. @module */

import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { RotateCcw, Trash2 } from 'lucide-react';
import type { OvertimeLayer } from '#shared/attendance/model/index.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Checkbox, CheckboxGroup } from '../ui/checkbox.tsx';
import { MenuButton } from '../ui/menu.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import { TimeField } from '../ui/time-field.tsx';
import { type LayerKind, newLayer } from './new-layer.ts';
import { choicesOf, dayTypeWords } from './plan-words.ts';
import { RuleLines, type RulesProps } from './rule-line.tsx';
import { overtimeLines } from './rule-lines.ts';
import { ownValue, withValue } from './rule-patch.ts';
import styles from './rules.module.css';

const layerWords = {
  daily: msg`Beyond the day`,
  beforeIn: msg`Before In`,
  afterOut: msg`After Out`,
  dayType: msg`On certain days`,
  weekly: msg`Beyond the week`,
  biweekly: msg`Beyond two weeks`,
  monthly: msg`Beyond the month`,
  consecutiveDays: msg`On days in a row`,
  workedDays: msg`On further days of a week`,
  callIn: msg`Being called in`,
  window: msg`Between two times`,
} as const satisfies Record<LayerKind, MessageDescriptor>;

const path = { group: 'overtime', key: 'layers' } as const;

/** The layers of overtime. */
export function OvertimeRulesEditor(props: RulesProps) {
  const { t, i18n } = useLingui();
  const { rules, patch, isReadOnly, onChange } = props;
  const { layers } = rules.overtime;
  const isOwn = ownValue(patch, path) !== undefined;
  const set = (next: readonly OvertimeLayer[]) => onChange(withValue(patch, path, next));
  return (
    <>
      <section className={styles.part} aria-label={t`Overtime and premiums`}>
        <h3 className={styles.partTitle}>{t`Overtime and premiums`}</h3>
        <p className={styles.note}>
          {isOwn ? (
            <Trans>
              This schedule has its own list. A second that one entry pays is not paid by another one.
            </Trans>
          ) : layers.length === 0 ? (
            <Trans>The organisation pays no overtime. Add an entry for this schedule.</Trans>
          ) : (
            <Trans>As the organisation has it. A change here makes a list for this schedule alone.</Trans>
          )}
        </p>
        <div className={styles.layers}>
          {layers.map((layer, index) => (
            <Layer
              // biome-ignore lint/suspicious/noArrayIndexKey: a layer is its place in the list
              key={index}
              layer={layer}
              isReadOnly={isReadOnly}
              onChange={(next) => set(layers.with(index, next))}
              onRemove={() => set(layers.toSpliced(index, 1))}
            />
          ))}
        </div>
        {!isReadOnly && (
          <div className={styles.range}>
            <MenuButton
              label={t`Add an entry`}
              isDisabled={layers.length >= 20}
              items={choicesOf(i18n, layerWords).map(({ id, label }) => ({
                id,
                label,
                onAction: () => set([...layers, newLayer(id)]),
              }))}
            />
            {isOwn && (
              <Button
                variant="quiet"
                icon={<RotateCcw size={16} />}
                onPress={() => onChange(withValue(patch, path, undefined))}
              >
                {t`As the organisation has it`}
              </Button>
            )}
          </div>
        )}
      </section>
      <section className={styles.part} aria-label={t`Missing time`}>
        <h3 className={styles.partTitle}>{t`Missing time`}</h3>
        <RuleLines lines={overtimeLines} {...props} />
      </section>
    </>
  );
}

interface LayerProps {
  layer: OvertimeLayer;
  isReadOnly: boolean;
  onChange: (layer: OvertimeLayer) => void;
  onRemove: () => void;
}

function Layer({ layer, isReadOnly, onChange, onRemove }: LayerProps) {
  const { t, i18n } = useLingui();
  const title = i18n._(layerWords[layer.kind]);
  const number = (label: string, key: string, value: number | null, max = 1_440, min = 0) => (
    <NumberField
      label={label}
      min={min}
      max={max}
      value={value}
      isDisabled={isReadOnly}
      onChange={(next) => {
        // The kind of a layer never changes, and the value goes where one of its type was.
        if (next !== null) onChange({ ...layer, [key]: next } as OvertimeLayer);
      }}
    />
  );
  return (
    <section className={styles.layer} aria-label={title}>
      <header className={styles.layerHead}>
        <h4 className={styles.partTitle}>{title}</h4>
        {!isReadOnly && (
          <IconButton label={t`Remove ${title}`} size="small" onPress={onRemove}>
            <Trash2 />
          </IconButton>
        )}
      </header>
      <div className={styles.layerFields}>
        <TextField
          label={t`Pay code`}
          value={layer.code}
          maxLength={40}
          isReadOnly={isReadOnly}
          onChange={(code) => onChange({ ...layer, code })}
        />
        <NumberField
          label={t`Times the pay`}
          decimals={3}
          min={0}
          max={10}
          value={layer.multiplier}
          isDisabled={isReadOnly}
          onChange={(multiplier) => multiplier !== null && onChange({ ...layer, multiplier })}
        />
        {number(t`From, in minutes`, 'minimumMinutes', layer.minimumMinutes, 10_080)}
        {layer.maximumMinutes !== null &&
          number(t`At most, in minutes`, 'maximumMinutes', layer.maximumMinutes, 10_080)}
        <Own layer={layer} isReadOnly={isReadOnly} onChange={onChange} number={number} />
      </div>
      {layer.kind === 'dayType' && (
        <CheckboxGroup
          label={t`On these days`}
          orientation="horizontal"
          items={choicesOf(i18n, dayTypeWords)}
          value={layer.dayTypes}
          isDisabled={isReadOnly}
          onChange={(dayTypes) => dayTypes.length > 0 && onChange({ ...layer, dayTypes })}
        />
      )}
      <div className={styles.range}>
        <Checkbox
          isSelected={layer.needsApproval}
          isDisabled={isReadOnly}
          onChange={(needsApproval) => onChange({ ...layer, needsApproval })}
        >
          {t`Waits for approval`}
        </Checkbox>
        {layer.kind === 'window' && (
          <Checkbox
            isSelected={layer.premium}
            isDisabled={isReadOnly}
            onChange={(premium) => onChange({ ...layer, premium })}
          >
            {t`Comes on top, as a premium`}
          </Checkbox>
        )}
      </div>
    </section>
  );
}

interface OwnProps {
  layer: OvertimeLayer;
  isReadOnly: boolean;
  onChange: (layer: OvertimeLayer) => void;
  number: (label: string, key: string, value: number | null, max?: number, min?: number) => React.ReactNode;
}

/** What only this kind of layer has. */
function Own({ layer, isReadOnly, onChange, number }: OwnProps) {
  const { t } = useLingui();
  switch (layer.kind) {
    case 'daily':
    case 'weekly':
    case 'biweekly':
    case 'monthly':
      return (
        <>
          <span className={styles.wide}>
            <Select
              label={t`Beyond`}
              items={[
                { id: 'expected', label: t`what is expected` },
                { id: 'minutes', label: t`a number of minutes` },
              ]}
              value={layer.beyond === 'expected' ? 'expected' : 'minutes'}
              isDisabled={isReadOnly}
              onChange={(next) => {
                const minutes = { daily: 480, weekly: 2_400, biweekly: 4_800, monthly: 10_400 }[layer.kind];
                onChange({ ...layer, beyond: next === 'expected' ? 'expected' : minutes });
              }}
            />
          </span>
          {layer.beyond !== 'expected' && number(t`Minutes`, 'beyond', layer.beyond, 44_640)}
        </>
      );
    case 'consecutiveDays':
      return number(t`From this day in a row on`, 'days', layer.days, 31, 2);
    case 'workedDays':
      return number(t`From this day of the week on`, 'days', layer.days, 7, 1);
    case 'callIn':
      return number(t`Pay at least, in minutes`, 'atLeastMinutes', layer.atLeastMinutes, 10_080);
    case 'dayType':
      return number(t`Beyond so many minutes`, 'beyond', layer.beyond, 44_640);
    case 'window':
      return (
        <>
          {(['from', 'to'] as const).map((end) => (
            <TimeField
              key={end}
              label={end === 'from' ? t`From` : t`To`}
              value={layer[end]}
              isReadOnly={isReadOnly}
              onChange={(time) => time !== null && onChange({ ...layer, [end]: time })}
            />
          ))}
        </>
      );
    case 'beforeIn':
    case 'afterOut':
      return null;
  }
}
