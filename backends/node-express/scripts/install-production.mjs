// Installs what a run needs, and nothing else, beside the compiled program in dist/. Run it after
// install.mjs, whose native code it takes over, and after the compiler.
import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm } from './npm.mjs';

const NATIVE_CODE = 'node_modules/better-sqlite3/build/Release/better_sqlite3.node';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
  copyFileSync(join(root, file), join(dist, file));
}
npm(dist, 'ci', '--omit=dev', '--ignore-scripts');
mkdirSync(dirname(join(dist, NATIVE_CODE)), { recursive: true });
copyFileSync(join(root, NATIVE_CODE), join(dist, NATIVE_CODE));
