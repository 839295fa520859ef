/** The fields of a template: title, texts of the customer, files with their columns, pay codes. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { Plus, X } from 'lucide-react';
import { Button, IconButton } from '../ui/button.tsx';
import { Disclosure } from '../ui/disclosure.tsx';
import { TextField } from '../ui/text-field.tsx';
import styles from './exports.module.css';
import type { EditedTemplate } from './template-draft.ts';
import { TemplateFileFields } from './template-file-fields.tsx';

/** The fields of a template. */
export function TemplateFields({
  edited,
  isReadOnly,
  onChange,
}: {
  edited: EditedTemplate;
  isReadOnly: boolean;
  onChange: (edited: EditedTemplate) => void;
}) {
  const { t } = useLingui();
  const { rest, files } = edited;
  const setRest = (part: Partial<EditedTemplate['rest']>) =>
    onChange({ ...edited, rest: { ...rest, ...part } });
  return (
    <>
      <TextField
        label={t`Title`}
        maxLength={100}
        isReadOnly={isReadOnly}
        value={rest.title}
        onChange={(title) => setRest({ title })}
      />
      {Object.entries(rest.settings).map(([name, text]) => (
        <TextField
          key={name}
          label={t`Your ${name}`}
          description={t`Stands in the files and their names where ${`{${name}}`} is written.`}
          maxLength={100}
          isReadOnly={isReadOnly}
          value={text}
          onChange={(next) => setRest({ settings: { ...rest.settings, [name]: next } })}
        />
      ))}
      {files.map((file, at) => (
        <TemplateFileFields
          key={file.file.key}
          edited={file}
          isReadOnly={isReadOnly}
          onChange={(next) =>
            onChange({ ...edited, files: files.map((old, index) => (index === at ? next : old)) })
          }
        />
      ))}
      <Codes edited={edited} isReadOnly={isReadOnly} onChange={(codes) => setRest({ codes })} />
    </>
  );
}

type Codes = EditedTemplate['rest']['codes'];

function Codes({
  edited: {
    rest: { codes },
  },
  isReadOnly,
  onChange,
}: {
  edited: EditedTemplate;
  isReadOnly: boolean;
  onChange: (codes: Codes) => void;
}) {
  const { t } = useLingui();
  const change = (at: number, part: Partial<Codes[number]>) =>
    onChange(codes.map((code, index) => (index === at ? { ...code, ...part } : code)));
  if (codes.length === 0 && isReadOnly) return null;
  return (
    <Disclosure title={<Trans>Pay codes</Trans>} isOpenAtFirst>
      <div className={styles.stack}>
        <p className={styles.muted}>
          <Trans>
            Which figures go to which code of the payroll: regular, overtime:OT1, overtime@1.5, leave:annual.
            Several are parted by commas.
          </Trans>
        </p>
        {codes.map((code, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is the row; its texts change while they are typed
          <div key={at} className={styles.column}>
            <TextField
              label={t`Figures of code ${code.code}`}
              isLabelHidden
              isReadOnly={isReadOnly}
              value={code.figures.join(', ')}
              onChange={(text) => change(at, { figures: text.split(/,\s*/) })}
            />
            <TextField
              label={t`Code of ${code.figures.join(', ')}`}
              isLabelHidden
              maxLength={60}
              isReadOnly={isReadOnly}
              value={code.code}
              onChange={(text) => change(at, { code: text })}
            />
            {!isReadOnly && (
              <IconButton
                size="small"
                label={t`Remove code ${code.code}`}
                onPress={() => onChange(codes.filter((_, index) => index !== at))}
              >
                <X />
              </IconButton>
            )}
          </div>
        ))}
        {!isReadOnly && (
          <div className={styles.line}>
            <Button
              size="small"
              icon={<Plus />}
              onPress={() =>
                onChange([...codes, { figures: ['overtime'], code: 'NEW', unit: 'hours', parts: {} }])
              }
            >
              <Trans>Add a code</Trans>
            </Button>
          </div>
        )}
      </div>
    </Disclosure>
  );
}
