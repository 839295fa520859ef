/** Applies edits of what HR knows of a person, and holds the fields of an organisation's own to their definitions. @module */

import type { CustomField, CustomValue, PersonEdit, PersonFields } from '#shared/contract/person-fields.ts';
import { RollcallError } from '#shared/errors.ts';
import { because, flaw, type Phrase, phrase } from '#shared/reasons/index.ts';
import { parseLocalDate } from '#shared/time/wall-time.ts';

/** A field after an edit: `null` clears it, `undefined` leaves it. */
export function changed<T>(current: T | undefined, edit: T | null | undefined): T | undefined {
  if (edit === undefined) return current;
  return edit === null ? undefined : edit;
}

function customAfter(current: PersonFields['custom'], edit: PersonEdit['custom']): PersonFields['custom'] {
  if (edit === undefined) return current;
  if (edit === null) return undefined;
  const next: Record<string, CustomValue> = { ...current };
  for (const [key, value] of Object.entries(edit)) {
    if (value === null) delete next[key];
    else next[key] = value;
  }
  return Object.keys(next).length === 0 ? undefined : next;
}

/** The fields of a person after an edit. */
export function personAfter(current: PersonFields, edit: PersonEdit): PersonFields {
  return {
    employeeNumber: changed(current.employeeNumber, edit.employeeNumber),
    firstName: changed(current.firstName, edit.firstName),
    lastName: changed(current.lastName, edit.lastName),
    email: changed(current.email, edit.email),
    phone: changed(current.phone, edit.phone),
    position: changed(current.position, edit.position),
    costCentre: changed(current.costCentre, edit.costCentre),
    hiredOn: changed(current.hiredOn, edit.hiredOn),
    leftOn: changed(current.leftOn, edit.leftOn),
    custom: customAfter(current.custom, edit.custom),
  };
}

/** What is wrong with a value of a field of the organisation's own; `null` when it fits. */
function flawOfCustom(field: CustomField | undefined, value: CustomValue): Phrase | null {
  if (field === undefined) return phrase('field.no-custom-field', {});
  switch (field.type) {
    case 'text':
      return typeof value === 'string' ? null : phrase('field.text', {});
    case 'number':
      return typeof value === 'number' ? null : phrase('field.number', {});
    case 'date':
      return typeof value === 'string' && parseLocalDate(value) !== null ? null : phrase('field.date', {});
    case 'choice':
      return typeof value === 'string' && field.choices.includes(value)
        ? null
        : phrase('field.choice-of', { choices: [...field.choices] });
  }
}

/**
 * Requires that values fit the fields that the organisation has defined; `null` always does.
 * @throws RollcallError request.invalid that names each key
 */
export function requireCustomFields(fields: readonly CustomField[], custom: PersonEdit['custom']): void {
  const issues = Object.entries(custom ?? {}).flatMap(([key, value]) => {
    if (value === null) return [];
    const why = flawOfCustom(
      fields.find((field) => field.key === key),
      value,
    );
    return why === null ? [] : [{ in: 'body' as const, path: `/custom/${key}`, ...flaw(why) }];
  });
  if (issues.length > 0) throw new RollcallError('request.invalid', { issues });
}

/** @throws RollcallError range.invalid when somebody leaves before being hired */
export function requireEmployment({ hiredOn, leftOn }: PersonFields): void {
  if (hiredOn === undefined || leftOn === undefined || hiredOn <= leftOn) return;
  throw new RollcallError('range.invalid', {
    from: hiredOn,
    to: leftOn,
    ...because(phrase('range.employment', {})),
  });
}
