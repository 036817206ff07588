/** What each view says of itself. */
import { describe, expect, it } from 'vitest';
import { DEFAULTS } from '../../src/settings/specs';
import { needsOf } from '../../src/store/viewRequests';
import { VIEWS } from '../../src/views/descriptors';

const STATE = { crosshair: null, questions: [] };

describe('the descriptors of the views', () => {
  it.each(Object.entries(VIEWS))('load the component that they name: %s', async (_, { component, load }) => {
    expect((await load())[component]).toBeTypeOf('function');
  });

  it('ask the engine for what only the view in sight shows', () => {
    const wanted = (patch: Partial<typeof DEFAULTS>) => {
      const settings = { ...DEFAULTS, ...patch };
      return needsOf(VIEWS, settings).requests?.(settings, STATE, 40) ?? [];
    };
    expect(wanted({ view: 'none' })).toEqual([]);
    expect(wanted({ view: 'cell' })).toEqual([]);
    expect(wanted({ view: 'reading' })).toEqual([]);
    expect(wanted({ view: 'weights' })).toEqual([{ kind: 'weights' }]);
    expect(wanted({ view: 'gates' })).toEqual([{ kind: 'gates' }]);
    expect(wanted({ view: 'lag', lagOf: 'R_z', cell: 'rnn' })).toEqual([{ kind: 'lag', of: 'state' }]);
    expect(wanted({ view: 'lag', lagOf: 'R_z', cell: 'lstm' })).toEqual([{ kind: 'lag', of: 'R_z' }]);
    expect(wanted({ view: 'spectrum', plane: 'matrices' })).toEqual([{ kind: 'growth' }]);
    expect(wanted({ view: 'spectrum', plane: 'rest' })).toEqual([]);
    expect(wanted({ view: 'spectrum', plane: 'step' })).toEqual([{ kind: 'jacobian', step: 39 }]);
    expect(wanted({ view: 'equations', cell: 'lstm' })).toEqual([{ kind: 'offCarousel' }]);
    expect(wanted({ view: 'equations', cell: 'rnn' })).toEqual([]);
    expect(wanted({ view: 'claims' })).toEqual([]);
  });

  it('say which show numbers of a step while none is selected', () => {
    expect(Object.entries(VIEWS).flatMap(([id, { showsStep }]) => (showsStep ? [id] : []))).toEqual([
      'cell',
      'equations',
    ]);
  });
});
