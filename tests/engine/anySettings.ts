/** fast-check arbitraries over the settings, made from the spec table, so that a new setting is tried without a change here. */
import fc from 'fast-check';
import type { SettingKey, Settings } from '../../src/settings/settings';
import type { NumberSpec } from '../../src/settings/spec';
import { SETTING_KEYS, SPECS } from '../../src/settings/specs';

function anyNumber({ min, max, integer }: NumberSpec): fc.Arbitrary<number> {
  if (integer) return fc.integer({ min, max });
  // Ends and round numbers as often as any others; −0 is 0 in a link.
  const any = fc.double({ min, max, noNaN: true, noDefaultInfinity: true });
  return fc
    .oneof(any, fc.constantFrom(min, max), fc.integer({ min: Math.ceil(min), max: Math.floor(max) }))
    .map((v) => v + 0);
}

function anyValue(key: SettingKey): fc.Arbitrary<unknown> {
  const spec = SPECS[key];
  switch (spec.kind) {
    case 'number':
      return anyNumber(spec);
    case 'flag':
      return fc.boolean();
    case 'choice':
      return fc.constantFrom(...spec.options.map(({ value }) => value));
    case 'set':
      return fc.subarray([...spec.members]);
    case 'text':
      return fc.oneof(
        fc.string({ unit: 'binary', minLength: 2, maxLength: 60 }),
        fc.string({ unit: 'grapheme', minLength: 2, maxLength: 60 }),
        fc.constantFrom(
          'a&b=c#d',
          '100 %',
          '%zz%',
          '1+1 = 2',
          'zeile\nzeile\r\n\t',
          '😀👩‍👩‍👧',
          '  ',
          '1,2;3',
          '−½…“”',
          'v=1&bf=9',
        ),
      );
  }
}

/** Any settings that the page could hold, with `limits` narrowing some of them. */
export function anySettings(limits: Partial<Record<SettingKey, fc.Arbitrary<unknown>>> = {}): fc.Arbitrary<Settings> {
  const model = Object.fromEntries(SETTING_KEYS.map((key) => [key, limits[key] ?? anyValue(key)]));
  return fc.record(model).map((record) => {
    const settings = record as unknown as Settings;
    // A unit that the network does not have is put right by the codec, with a notice.
    return { ...settings, lossUnit: Math.min(settings.lossUnit, settings.hiddenSize) };
  });
}

/** Settings of runs that take milliseconds. */
export function anySmallRun(): fc.Arbitrary<Settings> {
  return anySettings({
    hiddenSize: fc.integer({ min: 1, max: 6 }),
    inputSize: fc.integer({ min: 1, max: 3 }),
    steps: fc.integer({ min: 2, max: 12 }),
    truncationSteps: fc.integer({ min: 1, max: 14 }),
    text: fc.string({ unit: 'grapheme', minLength: 2, maxLength: 12 }),
  });
}
