/** What a file is called that a person takes away: which network, and the settings that matter first. */
import { CELLS } from '../../settings/cells';
import { isFromFile } from '../../settings/fileSpecs';
import type { SettingKey, Settings } from '../../settings/settings';
import { DEFAULTS, SPECS } from '../../settings/specs';
import { mainSettings } from './caption';

/** Told where they are not as the page opens with. */
const CHANGED: readonly SettingKey[] = ['hiddenSize', 'steps', 'seed'];
const LONGEST = 60;

/** `gradient-carousel-lstm-bf3-r1.svg` */
export function fileName(settings: Settings, ending: string, part = ''): string {
  const { cell, cuts } = settings;
  const own = isFromFile(settings)
    ? [plain(settings.fileName.replace(/\.\w+$/, '')), plain(settings.layer)]
    : [...mainSettings(settings), ...CHANGED.filter((key) => settings[key] !== DEFAULTS[key])].map(
        (key) => `${SPECS[key].urlKey}${settings[key]}`,
      );
  const cut = cuts.length === 0 ? [] : [`cut-${cuts.join('-')}`];
  const name = ['gradient-carousel', CELLS[cell].label.toLowerCase(), ...own, ...cut, part].filter((one) => one !== '');
  return `${name.join('-').slice(0, LONGEST + 'gradient-carousel'.length)}.${ending}`;
}

const plain = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}_.]+/gu, '-')
    .replace(/^-+|-+$/g, '');
