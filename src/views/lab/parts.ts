/** What only Lab shows, in one chunk. */
export { Chart } from '../chart/Chart';
export { Views } from '../panel/Views';
export { Help } from './Help';
export { RestMark } from './RestMark';
export { Sentence } from './Sentence';
