import { describe, expect, test } from 'vitest';
import { presetNames, presetTemplate } from './index.ts';
import { aTemplate, type Column, hours, what, who, written } from './testing/a-template.ts';
import { aDay, adjustedBy, aPerson, paid, seconds } from './testing/sample-month.ts';

const one = aPerson('701');

describe('figures', () => {
  test('are summed in whole seconds and rounded once', () => {
    const days = [2, 3, 4].map((day) => aDay({ date: `2026-03-0${day}`, regular: 20 }));
    expect(written(aTemplate(), [[one, days]]).text).toBe('701,REG,0.02\n');
    const perDay = written(aTemplate({}, { rows: { per: 'day', by: 'code' } }), [[one, days]]);
    expect(perDay.text).toBe('701,REG,0.01\n'.repeat(3));
  });

  test('go to the code that names them most narrowly', () => {
    const overtime = [
      paid('A', 1.5, '1:00'),
      paid('A', 2, '2:00'),
      paid('B', 1.5, '3:00'),
      paid('C', 3, '4:00'),
    ];
    const codes = [
      { figures: ['overtime'], code: 'any' },
      { figures: ['overtime@1.5'], code: 'half' },
      { figures: ['overtime:A'], code: 'A' },
      { figures: ['overtime:A@2'], code: 'A2' },
    ];
    const { text } = written(aTemplate({ codes }), [[one, [aDay({ date: '2026-03-02', overtime })]]]);
    expect(text).toBe('701,any,4.00\n701,half,3.00\n701,A,1.00\n701,A2,2.00\n');
  });

  test('without a code are reported, with how much it is and of how many people', () => {
    const day = aDay({ date: '2026-03-02', regular: 60, premiums: [paid('N', 0.25, '3:15')] });
    const { notes } = written(aTemplate(), [
      [one, [day]],
      [aPerson('702'), [day]],
    ]);
    expect(notes).toMatchObject([
      {
        kind: 'not-mapped',
        what: 'premium:N@0.25',
        seconds: seconds('6:30'),
        people: 2,
        userIds: ['701', '702'],
      },
    ]);
    expect(notes[0]?.text).toMatch(/^Not mapped: premium:N@0.25 6:30 of 2 people\./);
    expect(written(aTemplate({ leaveOut: ['premium'] }), [[one, [day]]]).notes).toEqual([]);
  });

  test('that HR has not approved are reported apart, and paid only where a code says so', () => {
    const day = aDay({
      date: '2026-03-02',
      overtime: [paid('A', 1.5, '1:00'), paid('A', 1.5, '0:30', false)],
    });
    const { text, notes } = written(aTemplate(), [[one, [day]]]);
    expect(text).toBe('701,OT,1.00\n');
    expect(notes).toMatchObject([{ kind: 'not-approved', what: 'A@1.5', seconds: seconds('0:30') }]);
    const codes = [{ figures: ['unapproved'], code: 'OPEN' }];
    const open = written(aTemplate({ codes }), [[one, [day]]]);
    expect(open.text).toBe('701,OPEN,0.50\n');
  });
});

describe('adjustments of locked days', () => {
  const days = [aDay({ date: '2026-03-02', regular: seconds('8:00'), adjustment: adjustedBy('-1:30') })];

  test.each([
    ['with', '701,REG,8.00\n701,REG,-1.50\n'],
    ['only', '701,REG,-1.50\n'],
    ['without', '701,REG,8.00\n'],
  ] as const)('%s', (choice, text) => {
    expect(written(aTemplate(), [[one, days]], choice).text).toBe(text);
  });

  test('have the leave that was entered or taken back, in hours and in days', () => {
    const adjustment = {
      ...adjustedBy('0:00'),
      leave: [{ type: 'annual', seconds: seconds('8:00') }],
      status: 'leave' as const,
    };
    const locked = [
      aDay({ date: '2026-03-02', status: 'absent', adjustment }),
      aDay({ date: '2026-03-03', regular: seconds('8:00') }),
    ];
    const codes = [{ figures: ['leave:annual'], code: 'AL' }];
    expect(written(aTemplate({ codes }), [[one, locked]], 'only').text).toBe('701,AL,8.00\n');
    const count = (of: string): Column => ({
      title: of,
      value: { kind: 'figure', of: [of], format: { as: 'decimal', places: 0 } },
    });
    const columns = [who, count('days:leave'), count('days:absent'), count('days:worked'), count('days:all')];
    const byPerson = aTemplate({ codes: [] }, { rows: { per: 'period', by: 'person' }, columns });
    expect(written(byPerson, [[one, locked]], 'with').text).toBe('701,0,1,1,2\n701,1,-1,0,0\n');
  });

  test('are left out and reported where the payroll takes nothing below zero', () => {
    const refusing: Column = {
      ...hours,
      value: { kind: 'figure', format: { as: 'clock', negative: 'refuse' } },
    };
    const { text, notes } = written(aTemplate({}, { columns: [who, what, refusing] }), [[one, days]]);
    expect(text).toBe('701,REG,8:00\n');
    expect(notes).toMatchObject([{ kind: 'negative', what: '"Hours"', seconds: seconds('-1:30') }]);
  });
});

test('a person with more codes than a row has places gets further rows', () => {
  const placed = (place: string): Column[] => [
    { title: `${place} code`, value: { kind: 'code', place } },
    { title: place, value: { kind: 'figure', place, format: { as: 'decimal', zero: 'blank' } } },
  ];
  const template = aTemplate(
    {
      codes: [
        { figures: ['regular'], code: 'R', place: 'a' },
        { figures: ['leave:x'], code: 'X', place: 'b' },
        { figures: ['leave:y'], code: 'Y', place: 'b' },
      ],
    },
    { rows: { per: 'period', by: 'place' }, columns: [who, ...placed('a'), ...placed('b')] },
  );
  const leave = [
    { type: 'x', seconds: 3600 },
    { type: 'y', seconds: 7200 },
  ];
  const { text } = written(template, [[one, [aDay({ date: '2026-03-02', regular: 3600, leave })]]]);
  expect(text).toBe('701,R,1.00,X,1.00\n701,,,Y,2.00\n');
});

describe('a row by person', () => {
  const column = (...of: string[]): Column => ({
    title: of.join(),
    value: { kind: 'figure', of, format: { as: 'decimal' } },
  });
  const of = (...columns: Column[]) =>
    aTemplate({ codes: [] }, { rows: { per: 'period', by: 'person' }, columns: [who, ...columns] });
  const late = aDay({ date: '2026-03-02', worked: 0, late: seconds('1:00') });
  const onLeave = aDay({ date: '2026-03-02', leave: [{ type: 'annual', seconds: seconds('8:00') }] });
  const worked = aDay({ date: '2026-03-02', regular: seconds('8:00') });

  test('is there when one of its columns shows something, whatever that is', () => {
    expect(written(of(column('regular'), column('late')), [[one, [late]]]).text).toBe('701,0.00,1.00\n');
  });

  test('is left out when none does, though the days have other figures', () => {
    expect(written(of(column('overtime')), [[one, [onLeave]]]).text).toBe('');
    expect(written(of(column('overtime')), [[one, [worked]]]).text).toBe('');
    const adjusted = aDay({ ...worked, adjustment: adjustedBy('-1:30') });
    expect(written(of(column('overtime')), [[one, [adjusted]]]).text).toBe('');
    expect(written(of(column('short')), [[one, [adjusted]]]).text).toBe('701,1.50\n');
  });

  test('that cannot be written is missed with what its columns show, and nothing else', () => {
    const number: Column = {
      title: 'No',
      value: { kind: 'person', field: 'employeeNumber', required: true },
    };
    const template = of(number, column('regular'));
    const day = aDay({ ...onLeave, regular: seconds('4:00') });
    const { notes } = written(template, [[one, [day]]]);
    expect(notes.map(({ kind, seconds: size }) => [kind, size])).toEqual([
      ['no-field', seconds('4:00')],
      ['not-mapped', seconds('8:00')],
    ]);
  });
});

describe('texts', () => {
  test('of fixed width fill their columns; zeros go behind a sign', () => {
    const columns: Column[] = [
      { ...who, width: 6, align: 'right', pad: 'zero' },
      { ...what, width: 5 },
      {
        title: 'Value',
        width: 8,
        align: 'right',
        pad: 'zero',
        value: { kind: 'figure', format: { as: 'implied', places: 2 } },
      },
      {
        title: 'Signed',
        width: 7,
        align: 'right',
        pad: 'zero',
        value: { kind: 'figure', format: { as: 'implied', sign: 'trailing' } },
      },
    ];
    const days = [aDay({ date: '2026-03-02', regular: seconds('3:15'), adjustment: adjustedBy('-1:30') })];
    const { text } = written(aTemplate({}, { form: { kind: 'fixed' }, columns }), [[one, days]]);
    expect(text).toBe('000701REG  00000325000325+\n000701REG  -0000150000150-\n');
  });

  test('that do not fit leave their rows out, and are reported', () => {
    const { text, notes } = written(aTemplate({}, { columns: [{ ...who, width: 2 }, what, hours] }), [
      [one, [aDay({ date: '2026-03-02', regular: 3600 })]],
    ]);
    expect(text).toBe('');
    expect(notes).toMatchObject([{ kind: 'too-long', what: '"Id"', seconds: 3600, userIds: ['701'] }]);
  });

  test('that are needed and empty leave their rows out, and are reported', () => {
    const number: Column = {
      title: 'No',
      value: { kind: 'person', field: 'employeeNumber', required: true },
    };
    const { text, notes } = written(aTemplate({}, { columns: [number, what, hours] }), [
      [one, [aDay({ date: '2026-03-02', regular: 3600 })]],
    ]);
    expect(text).toBe('');
    expect(notes).toMatchObject([{ kind: 'no-field', what: 'the field employeeNumber', seconds: 3600 }]);
    expect(notes[0]?.text).toMatch(/: 701\.$/);
  });

  test('that stand in for an empty field are reported with the people', () => {
    const number: Column = {
      title: 'No',
      value: { kind: 'person', field: 'employeeNumber', otherwise: 'id', required: true },
    };
    const staff = [aPerson('701'), aPerson('702', { employeeNumber: '9' }), aPerson('703')];
    const { text, notes } = written(
      aTemplate({}, { columns: [number, what, hours] }),
      staff.map((person) => [person, [aDay({ date: '2026-03-02', regular: 3600 })]]),
    );
    expect(text).toBe('701,REG,1.00\n9,REG,1.00\n703,REG,1.00\n');
    expect(notes).toMatchObject([{ kind: 'stands-in', seconds: 0, people: 2, userIds: ['701', '703'] }]);
    expect(notes[0]?.text).toMatch(/id .*employeeNumber.*2 people.*: 701, 703\.$/);
  });

  test('by the presets are never the id of a terminal in place of an employee number', () => {
    for (const name of presetNames) {
      const fields = presetTemplate(name).files.flatMap((file) =>
        file.kind === 'table' ? file.columns.map(({ value }) => value) : [],
      );
      for (const value of fields)
        if (value.kind === 'person' && value.field === 'employeeNumber')
          expect(value.otherwise, name).toBeUndefined();
    }
  });

  test('with characters that the encoding lacks are reported', () => {
    const name: Column = { title: 'Name', value: { kind: 'person', field: 'name' } };
    const template = aTemplate({}, { encoding: 'windows-1252', columns: [who, name, what, hours] });
    const day = aDay({ date: '2026-03-02', regular: 3600 });
    expect(written(template, [[aPerson('701', { name: 'Zoë €' }), [day]]]).notes).toEqual([]);
    expect(written(template, [[aPerson('701', { name: 'Łukasz' }), [day]]]).notes).toMatchObject([
      { kind: 'missing-characters', what: '"Name"' },
    ]);
  });

  test('never begin like a formula of a spreadsheet', () => {
    const name: Column = { title: 'Name', value: { kind: 'person', field: 'name' } };
    const day = aDay({ date: '2026-03-02', regular: 3600 });
    const { text } = written(aTemplate({}, { columns: [name, hours] }), [
      [aPerson('1', { name: '=1+1' }), [day]],
      [aPerson('2', { name: '-12' }), [day]],
      // As in every CSV of ours: also behind what some program takes for a separator or does not show.
      [aPerson('3', { name: '\u200B=1+1' }), [day]],
      [aPerson('4', { name: 'a;=1+1' }), [day]],
    ]);
    expect(text).toBe("'=1+1,1.00\n-12,1.00\n'\u200B=1+1,1.00\na;'=1+1,1.00\n");
  });
});

test('days that may still change are named', () => {
  const days = [
    aDay({ date: '2026-03-02', status: 'pending' }),
    aDay({ date: '2026-03-03', status: 'incomplete' }),
  ];
  expect(written(aTemplate(), [[one, days]]).notes).toMatchObject([
    { kind: 'not-settled', what: 'incomplete' },
    { kind: 'not-settled', what: 'pending' },
  ]);
});
