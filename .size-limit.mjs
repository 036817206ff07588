/** What the built page may weigh. The first screen is what index.html asks for, whatever the chunks are called. */
import { readFileSync } from 'node:fs';

const html = readFileSync(new URL('./dist/index.html', import.meta.url), 'utf8');
const first = [...new Set(html.match(/assets\/[\w.-]+\.js/g))].map((file) => `dist/${file}`);
const WORKERS = 'dist/assets/*.worker-*.js';

export default [
  { name: 'first screen (scripts)', path: first, limit: '145 kB', gzip: true },
  {
    name: 'views, loaded when opened (scripts)',
    path: ['dist/assets/*.js', ...first.map((file) => `!${file}`), `!${WORKERS}`],
    limit: '220 kB',
    gzip: true,
  },
  { name: 'worker', path: 'dist/assets/engine.worker-*.js', limit: '58.5 kB', gzip: true },
  { name: 'worker of the pool', path: 'dist/assets/pool.worker-*.js', limit: '42 kB', gzip: true },
  { name: 'worker of the script for PyTorch', path: 'dist/assets/script.worker-*.js', limit: '75 kB', gzip: true },
  { name: 'readers of files', path: ['dist/assets/reader.worker-*.js'], limit: '150 kB', gzip: true },
];
