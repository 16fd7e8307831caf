import {spawnSync} from 'node:child_process';
import {readdirSync, statSync} from 'node:fs';
import {join} from 'node:path';

const inputs = ['cli.tsx', 'package.json', 'build.js', 'source'];

/** Builds dist/ in a checkout whose sources are newer than it, so that nobody runs code they have already changed. */
export function rebuildWhenStale(root) {
	if (builtAt(root) > newestChange(root)) {
		return;
	}
	// The build talks on stderr: stdout belongs to the program.
	const build = spawnSync(process.execPath, [join(root, 'build.js'), '--no-types'], {
		cwd: root,
		stdio: ['ignore', 2, 2],
	});
	if (build.status !== 0) {
		process.exit(1);
	}
}

function builtAt(root) {
	return statSync(join(root, 'dist', 'cli.js'), {throwIfNoEntry: false})?.mtimeMs ?? 0;
}

/** Folders count too: their time changes when a file is removed. */
function newestChange(root) {
	const below = readdirSync(join(root, 'source'), {recursive: true}).map(name => join('source', name));
	return Math.max(...[...inputs, ...below].map(name => statSync(join(root, name)).mtimeMs));
}
