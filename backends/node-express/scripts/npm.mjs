import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Runs npm and ends this process where that fails.
 *
 * Where no prebuilt binary of better-sqlite3 can be downloaded node-gyp builds one, and would like to
 * download Node's headers for that. Most installations have them beside the program.
 */
export function npm(folder, ...command) {
  const nodeHome = dirname(dirname(process.execPath));
  const hasHeaders = existsSync(join(nodeHome, 'include', 'node', 'node_api.h'));
  const { status, error } = spawnSync('npm', command, {
    cwd: folder,
    env: { ...(hasHeaders && { npm_config_nodedir: nodeHome }), ...process.env },
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error(error?.message ?? `npm ${command.join(' ')} failed`);
    process.exit(1);
  }
}
