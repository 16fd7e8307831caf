#!/usr/bin/env node
// The installed command. An old Node.js could not even parse the program, so this file decides before it loads it.
import {existsSync} from 'node:fs';
import {keepSignal} from './keep-signal.js';
import {isRecentEnough, tooOld} from './node-version.js';

// Packages are published without the launcher.
const launcher = new URL('../scripts/launch.js', import.meta.url);

if (isRecentEnough(process.versions.node)) {
	keepSignal();
	import('../dist/cli.js');
} else {
	const hint = existsSync(launcher) ? '; in this checkout, npm start -- ARGS brings one by itself' : '';
	process.exitCode = 3;
	process.stderr.write(`${tooOld(process.version)}${hint}\n`);
}
