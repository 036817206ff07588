/** The GRU's own words, and how the page writes them. */
import { term } from '../term';

export const GRU_TERMS = [
  term('update-gate', 'Update gate', ['update gate', 'update-gate bias', 'update bias']),
  term('reset-gate', 'Reset gate', ['reset gate']),
  term('candidate', 'Candidate', ['candidate']),
] as const;
