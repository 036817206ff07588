/** Settings as they are typed without an address, for instance `v=1&in=text` or `2.net=rnn`. */
const BARE = /^(\d+\.)?\w+=/;

/** The link in an argument: a whole address, its hash, or what follows the #. Only the first # of an address begins one. */
export function linkIn(argument: string): string {
  const hash = argument.indexOf('#');
  return hash < 0 || BARE.test(argument) ? argument : argument.slice(hash);
}
