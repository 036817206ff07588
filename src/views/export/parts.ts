/** What a person takes away: one chunk, fetched when it is wanted. */
export { printSheet } from './printSheet';
export { TakeAway } from './TakeAway';
