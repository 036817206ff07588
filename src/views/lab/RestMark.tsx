/** On the radius's track: where the gradient at rest neither grows nor decays. */
import { SPECS } from '../../settings/specs';
import { positionOf } from '../../settings/track';
import { signed } from '../../story/format';
import { useChoices, useShown } from '../common/context';
import { restFactor } from './restBorder';

export function RestMark() {
  const { radii } = useChoices('radii');
  const run = useShown('text', (shown) => shown.run);
  if (run === null || radii !== 'together') return null;
  const { info, settings } = run;
  const factor =
    info.rest === null || info.multipliers === null ? null : restFactor({ ...info.rest, ...info.multipliers });
  const border = factor === null ? Number.NaN : factor * settings.spectralRadius;
  const spec = SPECS.spectralRadius;
  if (!(border > 0 && border <= spec.max)) return null;
  return (
    <span
      className="rest-mark"
      style={{ ['--at' as string]: positionOf(spec, border) }}
      title="Above this the gradient grows at rest, below it decays"
    >
      at rest |μ| = 1: {signed(Number(border.toPrecision(2)))}
    </span>
  );
}
