/** What only Lab shows, in one chunk. */
export { Chart } from '../chart/Chart';
export { Views } from '../panel/Views';
export { Sentence } from './Sentence';
