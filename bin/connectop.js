#!/usr/bin/env node
// The installed command. An old Node.js could not even parse the program, so this file decides before it loads it.
import {isRecentEnough, oldest} from './node-version.js';

if (isRecentEnough(process.versions.node)) {
	import('../dist/cli.js');
} else {
	process.exitCode = 3;
	process.stderr.write(
		'connectop needs Node.js ' +
			oldest.join('.') +
			' or newer and this is ' +
			process.version +
			': install a newer one from nodejs.org or with your package manager, then run it again\n',
	);
}
