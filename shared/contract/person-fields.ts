/** Schemas of what HR knows of a person and no terminal does: names, numbers for payroll, ways to reach them, own fields. @module */

import * as z from 'zod';
import { LocalDateField, Slug } from './fields.ts';
import type { Plain } from './plain.ts';

/** A short text that people type: a name, a department, a position. */
export const ShortText = z.string().trim().min(1).max(100);

/** Number of a person in HR's or payroll's books. Text: leading zeros count. */
export const EmployeeNumber = z.string().trim().min(1).max(40).meta({
  id: 'EmployeeNumber',
  description: 'Number in the books of HR or payroll, beside the id at the terminals; leading zeros count',
  example: 'E-0815',
});

const Email = z
  .string()
  .trim()
  .max(254)
  .regex(/^[^\s@]+@[^\s@]+\.[^\s@.]+$/, 'must be an e-mail address, such as person@example.com')
  .meta({ id: 'Email', example: 'person@example.com' });

const Phone = z
  .string()
  .trim()
  .max(40)
  .regex(/^\+?[0-9(][0-9 ()./-]{2,}(?:x[0-9]+)?$/, 'must be a phone number, such as +60 3 1234 5678')
  .meta({ id: 'Phone', example: '+60 3 1234 5678' });

/** Key of a field that an organisation has defined for itself. */
export const CustomKey = Slug;

/** What a table can hold of a number without losing any of it. */
const mostOfNumber = 1e15;
const leastOfNumber = 1e-9;

const CustomNumber = z
  .number()
  .min(-mostOfNumber)
  .max(mostOfNumber)
  .refine(
    (value) => value === 0 || Math.abs(value) >= leastOfNumber,
    `must be 0, or at least ${leastOfNumber} in size`,
  );

/** Value of such a field: a text, a number, or a date or a choice as text. */
export const CustomValue = z
  .union([z.string().trim().min(1).max(200), CustomNumber])
  .meta({ id: 'CustomValue', description: 'Text, number, date as YYYY-MM-DD, or one of the choices' });
export type CustomValue = z.output<typeof CustomValue>;

const definition = {
  key: CustomKey,
  label: ShortText.meta({ description: 'What people read' }),
  visibleTo: z.enum(['readers', 'editors']).default('editors').meta({
    description: 'Who sees the values: everybody who may read users, or only those who may edit them',
  }),
};

/** A field that an organisation defines for its people. */
export const CustomField = z
  .discriminatedUnion('type', [
    z.strictObject({ ...definition, type: z.literal('text') }).meta({ id: 'CustomTextField' }),
    z.strictObject({ ...definition, type: z.literal('number') }).meta({ id: 'CustomNumberField' }),
    z.strictObject({ ...definition, type: z.literal('date') }).meta({ id: 'CustomDateField' }),
    z
      .strictObject({
        ...definition,
        type: z.literal('choice'),
        choices: z
          .array(ShortText)
          .min(1)
          .max(100)
          .refine((choices) => new Set(choices).size === choices.length, 'must be different choices'),
      })
      .meta({ id: 'CustomChoiceField' }),
  ])
  .meta({ id: 'CustomField' });
export type CustomField = Plain<z.output<typeof CustomField>>;

/** Settings about people. */
export const PeopleSettings = z
  .strictObject({
    customFields: z
      .array(CustomField)
      .max(30)
      .refine(
        (fields) => new Set(fields.map(({ key }) => key)).size === fields.length,
        'must have different keys',
      )
      .meta({
        description: 'Fields of your own; values of a field that is taken out stay stored and are not shown',
      }),
  })
  .meta({ id: 'PeopleSettings' });
export type PeopleSettings = Plain<z.output<typeof PeopleSettings>>;

const employeeNumber = EmployeeNumber;
const firstName = ShortText;
const lastName = ShortText;
const email = Email.meta({ description: 'Shown to those who may edit users' });
const phone = Phone.meta({ description: 'Shown to those who may edit users' });
const position = ShortText;
const costCentre = ShortText;
const hiredOn = LocalDateField.meta({
  description: 'First day of the employment. No sheet depends on it: that is what the issuance date is for',
});
const leftOn = LocalDateField.meta({
  description: 'Last day of the employment. No sheet depends on it: that is what the expiry date is for',
});

/** Fields of a person, as they are shown and as somebody who adds a person sends them. */
export const personShape = {
  employeeNumber: employeeNumber.optional(),
  firstName: firstName.optional(),
  lastName: lastName.optional(),
  email: email.optional(),
  phone: phone.optional(),
  position: position.optional(),
  costCentre: costCentre.optional(),
  hiredOn: hiredOn.optional(),
  leftOn: leftOn.optional(),
  custom: z.record(CustomKey, CustomValue).optional().meta({
    description: 'Values of the fields that `people.customFields` of the settings define, by their keys',
  }),
};

/** The same in an edit: `null` clears. */
export const personEditShape = {
  employeeNumber: employeeNumber.nullable().optional(),
  firstName: firstName.nullable().optional(),
  lastName: lastName.nullable().optional(),
  email: email.nullable().optional(),
  phone: phone.nullable().optional(),
  position: position.nullable().optional(),
  costCentre: costCentre.nullable().optional(),
  hiredOn: hiredOn.nullable().optional(),
  leftOn: leftOn.nullable().optional(),
  custom: z
    .record(CustomKey, CustomValue.nullable())
    .nullable()
    .optional()
    .meta({ description: 'Fields that are not named stay; null clears one, or all of them' }),
};

const Person = z.strictObject(personShape);
/** Fields of a person. */
export type PersonFields = Plain<z.output<typeof Person>>;

const PersonEdit = z.strictObject(personEditShape);
/** An edit of them: `null` clears, `undefined` leaves. */
export type PersonEdit = Plain<z.output<typeof PersonEdit>>;
