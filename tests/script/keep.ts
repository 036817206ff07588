/** `npx tsx tests/script/keep.ts` writes PyTorch's answers anew: tests/script/outputs. All scalars, and every fifth of the steps. */
import { writeFileSync } from 'node:fs';
import { filesOfLink, filesOfModel, keptFile, LINKS, linesOf, MODELS } from './cases';
import { pythonWithTorch, runScript } from './python';

const python = pythonWithTorch();
if (python === null) throw new Error('No Python here has numpy and torch.');

const cases = [
  ...LINKS.map((link) => ({ name: link.name, files: filesOfLink(link) })),
  ...(await Promise.all(MODELS.map(async (model) => ({ name: model.name, files: await filesOfModel(model) })))),
];
for (const { name, files } of cases) {
  const { code, out, err } = runScript(python, files);
  console.log(`${name}: exit ${code}, ${err.trim()}`);
  if (code !== 0) process.exitCode = 1;
  const lines = linesOf(out);
  const stepOf = (line: string): number => Number(/\[(\d+)\]$/.exec(line)?.[1] ?? Number.NaN);
  const steps = lines.reduce((most, line) => Math.max(most, stepOf(line.name) || 0), 0);
  const isKept = (step: number): boolean => Number.isNaN(step) || step === 1 || step % Math.round(steps / 5) === 0;
  const kept = lines.filter((line) => isKept(stepOf(line.name)));
  writeFileSync(keptFile(name), kept.map((line) => `${JSON.stringify(line)}\n`).join(''));
}
