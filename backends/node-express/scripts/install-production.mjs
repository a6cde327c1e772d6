// Installs what a run needs, and nothing else, beside the compiled program: `npm ci --omit=dev` in
// dist/. Run it after the compiler.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
  copyFileSync(join(root, file), join(dist, file));
}

// Where no prebuilt binary of better-sqlite3 can be downloaded node-gyp builds one, and would like to
// download Node's headers for that. Most installations have them beside the program.
const nodeHome = dirname(dirname(process.execPath));
const hasHeaders = existsSync(join(nodeHome, 'include', 'node', 'node_api.h'));
const environment = {
  ...(hasHeaders && { npm_config_nodedir: nodeHome }),
  ...process.env,
};

const { status, error } = spawnSync('npm', ['ci', '--omit=dev'], {
  cwd: dist,
  env: environment,
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
if (status !== 0) {
  console.error(error?.message ?? 'npm ci failed');
  process.exit(1);
}

// What a build leaves behind besides the binary; a downloaded one comes without it.
const build = join(dist, 'node_modules', 'better-sqlite3', 'build');
for (const leftover of [
  'Release/obj',
  'Release/obj.target',
  'Release/.deps',
  'Release/test_extension.node',
  'deps',
]) {
  rmSync(join(build, leftover), { recursive: true, force: true });
}
