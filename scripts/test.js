// `npm test`: the static checks and a build, then AVA, and one closing line that counts them all.
import {spawn} from 'node:child_process';
import {delimiter, dirname} from 'node:path';
import {createInterface} from 'node:readline';
import {checks, commandFile} from './checks.js';
import {createTapReader} from './tap.js';

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

async function runAva(root, args, counts) {
	const ava = commandFile(root, 'ava', 'ava');
	if (args.includes('--watch') || args.includes('-w')) {
		await ended(spawn(process.execPath, [ava, ...args], {cwd: root, stdio: 'inherit'}));
		return;
	}
	const child = spawn(process.execPath, [ava, '--tap', ...args], {cwd: root, stdio: ['ignore', 'pipe', 'inherit']});
	const progress = createProgress(args.length > 0);
	const reader = createTapReader(test => {
		counts[test.outcome]++;
		progress(test, counts);
	});
	const lines = createInterface({input: child.stdout}).on('line', text => reader.line(text));
	const drained = new Promise(resolve => lines.once('close', resolve));
	const before = {...counts};
	const code = await ended(child);
	await drained;
	reader.end();
	const tested = counts.passed + counts.failed > before.passed;
	if (!tested || (code !== 0 && counts.failed === 0)) {
		counts.failed++;
		console.log(tested ? `✘ AVA ended with exit code ${code}` : '✘ AVA found no test to run');
	}
}

/** Prints what failed, was skipped or logged something; every test where few were chosen; a running count on a terminal. */
function createProgress(everyTest) {
	const marks = {passed: '✔', failed: '✘', skipped: '-'};
	return ({title, outcome, lines}, counts) => {
		if (everyTest || outcome !== 'passed' || lines.length > 0) {
			clearCount();
			console.log([`${marks[outcome]} ${outcome === 'skipped' ? 'skipped: ' : ''}${title}`, ...lines].join('\n'));
		}
		if (process.stdout.isTTY) {
			process.stdout.write(`\r${counts.passed} passed, ${counts.failed} failed `);
		}
	};
}

function clearCount() {
	if (process.stdout.isTTY) {
		process.stdout.write('\r\u001b[K');
	}
}

/** Waits for a child's exit code; a signal counts as its own kind of failure. npm's SIGTERM reaches this process alone and is passed on. */
async function ended(child) {
	const passOn = () => child.kill('SIGTERM');
	process.on('SIGTERM', passOn);
	try {
		return await new Promise((resolve, reject) => {
			child.on('error', reject);
			child.on('close', (code, signal) => resolve(code ?? signal));
		});
	} finally {
		process.off('SIGTERM', passOn);
	}
}
