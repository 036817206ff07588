/** What only Lab shows; it comes when it is first wanted, or when the page has nothing else to do. */
import { deferred } from '../common/deferred';

const parts = () => import('./parts');

export const Chart = deferred('Chart', parts);
export const Help = deferred('Help', parts);
export const RestMark = deferred('RestMark', parts);
export const Sentence = deferred('Sentence', parts);
export const Views = deferred('Views', parts);

/** As high as the chart, before there is one: the heatmaps above it do not jump. */
export function ChartPlace() {
  return (
    <div className="chart">
      <div className="chart-head" />
      <div className="chart-place" />
    </div>
  );
}
