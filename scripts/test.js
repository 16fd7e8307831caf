// `npm test`: the static checks and a build, then AVA, and one closing line that counts them all.
import {spawn} from 'node:child_process';
import {delimiter, dirname} from 'node:path';
import {checks, commandFile} from './checks.js';
import {ended} from './ended.js';
import {runAva} from './run-ava.js';

/** Runs the checks and, if all hold, the tests that AVA's arguments choose. Gives the exit code. */
export async function runTests(root, args) {
	process.env.PATH = [dirname(process.execPath), process.env.PATH].join(delimiter);
	const counts = {passed: 0, failed: 0, skipped: 0};
	const commands = checks.map(({title, tool, command, args}) => [title, [commandFile(root, tool, command), ...args]]);
	await Promise.all(
		[...commands, ['build', ['build.js']]].map(([title, command]) => check(root, title, command, counts)),
	);
	if (counts.failed === 0) {
		await runAva(root, args, counts);
	}
	const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
	console.log(`\n${counts.passed} passed, ${counts.failed} failed${skipped}`);
	return counts.failed > 0 ? 1 : 0;
}

async function check(root, title, command, counts) {
	const begun = performance.now();
	const child = spawn(process.execPath, command, {cwd: root, stdio: ['ignore', 'pipe', 'pipe']});
	let output = '';
	child.stdout.on('data', chunk => (output += chunk));
	child.stderr.on('data', chunk => (output += chunk));
	const code = await ended(child);
	const seconds = ((performance.now() - begun) / 1000).toFixed(1);
	if (code === 0) {
		counts.passed++;
		console.log(`✔ ${title} (${seconds} s)`);
	} else {
		counts.failed++;
		console.log(`✘ ${title} (${seconds} s)\n${output.trimEnd()}\n`);
	}
}
