/** `node scripts/with-setup.mjs COMMAND ARGS…`: installs what is missing, then runs a command of node_modules/.bin. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { binFile, ensureInstalled } from './setup.mjs';

const [command, ...given] = process.argv.slice(2);
if (command === undefined) {
  console.error('usage: node scripts/with-setup.mjs COMMAND [ARGUMENTS]');
  process.exit(2);
}

ensureInstalled();

const { env, platform } = process;
const headlessLinux = platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY && !env.WSL_DISTRO_NAME;
const cannotOpen = Boolean(env.CI || env.SSH_CONNECTION || headlessLinux);
const args = cannotOpen ? given.filter((argument) => argument !== '--open') : given;
if (args.length < given.length) {
  console.log('\n  No display here to open a browser on: open the "Local" address below yourself.');
} else if (given.includes('--open')) {
  console.log('\n  A browser should open by itself; if none does, open the "Local" address below.');
}

const child = spawn(process.execPath, [binFile(command), ...args], { stdio: 'inherit' });
// Ctrl-C reaches the child by itself (same terminal); a signal sent to this process alone must be passed on.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  });
}
child.on('error', (error) => {
  console.error(`Could not start ${command}: ${error.message}`);
  process.exit(1);
});
child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
