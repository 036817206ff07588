/** Which of the two pages' inks can be read on a colour of the magnitude scale. */
import { lab } from 'd3-color';
import type { Theme } from './colour';
import { PALETTES } from './ramps/palette';

export function textOn(fill: string, theme: Theme): string {
  const isLight = lab(fill).l > 54;
  const other = theme === 'light' ? 'dark' : 'light';
  return PALETTES[isLight === (theme === 'light') ? theme : other].ink;
}
