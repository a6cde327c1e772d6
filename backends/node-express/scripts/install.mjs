// Installs everything: what compiles, checks and tests, and what a run needs. Does nothing where the
// same was installed by the same Node.js before, since native code takes minutes to build.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm } from './npm.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const note = join(root, 'node_modules', '.installed-by-spikebench');

const hash = createHash('sha256').update(`${process.version} ${process.platform} ${process.arch}`);
for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
  hash.update(readFileSync(join(root, file)));
}
const wanted = hash.digest('hex');

if (!existsSync(note) || readFileSync(note, 'utf8') !== wanted) {
  npm(root, 'ci');
  writeFileSync(note, wanted);
}
