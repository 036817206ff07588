/** The report's lines, and its rows as JSON. */
import type { Growth } from './growth';
import type { Outcome } from './outcome';

/** Columns of a peer's name. */
export const PEER = 25;

export class Report {
  private heading = '';
  readonly rows: object[] = [];
  readonly disagreeing: Outcome[] = [];

  /** `limit`: what JavaScript can do, multiply-adds in a millisecond. */
  constructor(private readonly limit: number) {
    console.log(`JavaScript's limit, multiply-adds in registers: ${((2 * limit) / 1e6).toFixed(2)} GFLOP/s`);
  }

  add(outcome: Outcome): void {
    if (outcome.heading !== this.heading) this.head(outcome.heading);
    const { job, peer, duel, difference, agrees, multiplyAdds } = outcome;
    const { ours, theirs, rounds } = duel;
    const share = multiplyAdds === null ? null : multiplyAdds / ours.min / this.limit;
    const both = (min: number, median: number, digits: number): string =>
      `${min.toFixed(digits)} (${median.toFixed(digits)})`;
    const cells = [
      both(ours.min, ours.median, 2).padStart(20),
      both(theirs.min, theirs.median, theirs.min < 10 ? 2 : 1).padStart(20),
      both(theirs.min / ours.min, theirs.median / ours.median, 1).padStart(16),
      (share === null ? '' : `${(100 * share).toFixed(0)} %`).padStart(10),
      String(rounds).padStart(8),
      `${difference?.relative.toExponential(1) ?? ''}${agrees ? '' : ' !'}`.padStart(11),
    ];
    console.log(`  ${job.padEnd(17)}${peer.padEnd(PEER)}${cells.join('')}`);
    if (!agrees) this.disagreeing.push(outcome);
    this.rows.push({
      job: `${job}, ${outcome.size}`,
      peer,
      oursMs: ours.min,
      peerMs: theirs.min,
      ratio: theirs.min / ours.min,
      oursMedianMs: ours.median,
      peerMedianMs: theirs.median,
      medianRatio: theirs.median / ours.median,
      rounds,
      ...(share === null ? {} : { shareOfLimit: share }),
    });
  }

  private head(heading: string): void {
    this.heading = heading;
    const columns = [20, 20, 16, 10, 8, 11];
    const names = ['ours', 'peer', 'ratio', 'of limit', 'rounds', 'differ by'];
    console.log(`\n${heading}`);
    console.log(
      `  ${'job'.padEnd(17)}${'peer'.padEnd(PEER)}${names.map((name, k) => name.padStart(columns[k])).join('')}`,
    );
  }

  grown({ of, points, exponent }: Growth): void {
    const at = points.map(({ size, ms }) => `${size}: ${ms.toFixed(2)}`).join(', ');
    console.log(`  with ${of}: ms at ${at}; exponent ${exponent.toFixed(2)}`);
  }
}
