/** The row under the time axis: the engine's ∂E/∂x, asked for by its setting. */
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Pipeline } from '../../src/engine/pipeline';
import { pictureRequests } from '../../src/store/viewRequests';
import { magnitude } from '../../src/story/format';
import { InputRow } from '../../src/views/picture/InputRow';
import { onScreen, resultOf, SMALL } from '../store/results';
import { show } from './page';

const ENDS = { low: -6, high: 6 };
const settings = { ...SMALL, inputRow: true };

describe('the gradient on the input', () => {
  it('is asked for where it is shown, and only there', () => {
    expect(pictureRequests(settings)).toEqual([{ kind: 'input' }]);
    expect(pictureRequests(SMALL)).toEqual([]);
  });

  it('is told in numbers at the crosshair’s step', () => {
    const pipeline = new Pipeline();
    const run = resultOf(settings, null, pipeline);
    for (const batch of pipeline.answerRequests(pictureRequests(settings))) if (batch) run.apply(batch);
    const values = run.curve('input');
    expect(values).toHaveLength(run.info.steps);
    show(<InputRow ends={ENDS} />, settings, { shown: onScreen(run), crosshair: { step: 4, unit: 0 } });
    expect(screen.getByRole('img', { name: /Gradient on the input by step/ })).toBeVisible();
    expect(document.querySelector('.row-norm')).toHaveTextContent(`${magnitude(values?.[4] ?? Number.NaN)} at 5`);
  });

  it('has an ellipsis while there is none yet', () => {
    show(<InputRow ends={ENDS} />, settings, { shown: onScreen(resultOf(settings)) });
    expect(document.querySelector('.row-norm')).toHaveTextContent(/‖·‖₂ … at 1/);
  });
});
