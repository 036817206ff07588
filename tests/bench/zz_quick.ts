import { MatrixCache } from '../../src/engine/recurrentMatrix';
import { setUp } from '../../src/engine/setup';
import { forward } from '../../src/engine/forward';
import { lossOf } from '../../src/engine/loss';
import { newSweep, runSweep } from '../../src/engine/sweep';
import { runStateNorms } from '../../src/engine/stepNorms';
import { runCumulativeNorms } from '../../src/engine/cumulativeNorms';
import { runToEnd } from '../../src/math/task';
import { DEFAULTS } from '../../src/settings/specs';
const [n,m,t,reps] = process.argv.slice(2).map(Number) as [number,number,number,number];
const settings = { ...DEFAULTS, hiddenSize: n, inputSize: m, steps: t };
const { network, task } = runToEnd(setUp(settings, new MatrixCache()));
const loss = runToEnd(lossOf(settings, t));
const fw = () => runToEnd(forward(network, task));
const linear = fw().linear;
const sw = (l = linear) => { const s = newSweep(l, loss, new Set()); runToEnd(runSweep(s, { kind: 'none' })); return s; };
const jobs: [string, () => unknown][] = [['forward', fw], ['sweep', () => sw()], ['forward+sweep', () => sw(fw().linear)], ['step', () => runToEnd(runStateNorms(linear))], ['cumul', () => runToEnd(runCumulativeNorms(linear))], ['all', () => { const l = fw().linear; sw(l); runToEnd(runStateNorms(l)); runToEnd(runCumulativeNorms(l)); }]];
for (const [name, f] of jobs) {
  const ts: number[] = [];
  for (let i = 0; i < reps; i++) { const a = performance.now(); f(); ts.push(performance.now() - a); }
  ts.sort((a, b) => a - b);
  console.log(name.padEnd(16), 'min', ts[0]!.toFixed(3), 'med', ts[ts.length >> 1]!.toFixed(3));
}
