import {spawnSync} from 'node:child_process';
import {readdirSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {alone} from './alone.js';

/** What a build depends on. Of scripts/ it imports some: as a whole, the folder cannot miss one. */
const files = ['cli.tsx', 'package.json', 'build.js'];
const folders = ['source', 'scripts', 'bin'];

/**
 * Builds dist/ in a checkout whose sources are newer than it, so that nobody runs code they have already changed. Of
 * several processes one builds and the others wait. What the build says goes to stderr: stdout belongs to the program.
 * Throws an error whose message is what a failed build said.
 */
export function rebuildWhenStale(root) {
	if (isFresh(root)) {
		return;
	}
	alone(join(root, 'node_modules', '.cache', 'connectop', 'build.lock'), () => {
		if (!isFresh(root)) {
			build(root);
		}
	});
}

function build(root) {
	const command = [join(root, 'build.js'), '--no-types'];
	const {status, signal, stdout, stderr, error} = spawnSync(process.execPath, command, {cwd: root, encoding: 'utf8'});
	if (error) {
		throw error;
	}
	if (status !== 0) {
		throw new Error((stdout + stderr).trim() || `build.js ended with ${status ?? signal}`);
	}
	process.stderr.write(stdout + stderr);
}

function isFresh(root) {
	const built = statSync(join(root, 'dist', 'cli.js'), {throwIfNoEntry: false})?.mtimeMs ?? 0;
	return built > newestChange(root);
}

/** Folders count too: their time changes when a file is removed. */
function newestChange(root) {
	const below = folders.flatMap(folder =>
		readdirSync(join(root, folder), {recursive: true}).map(name => join(folder, name)),
	);
	return Math.max(...[...files, ...folders, ...below].map(name => statSync(join(root, name)).mtimeMs));
}
