import {spawn} from 'node:child_process';
import {createInterface} from 'node:readline';
import {commandFile} from './checks.js';
import {ended} from './ended.js';
import {createTapReader} from './tap.js';

/** Runs AVA in the folder with its own arguments and adds to the counts. That it found nothing to run is a failure. */
export async function runAva(root, args, counts) {
	const ava = commandFile(root, 'ava', 'ava');
	if (args.includes('--watch') || args.includes('-w')) {
		await ended(spawn(process.execPath, [ava, ...args], {cwd: root, stdio: 'inherit'}));
		return;
	}
	const child = spawn(process.execPath, [ava, '--tap', ...args], {
		cwd: root,
		stdio: ['ignore', 'pipe', 'inherit'],
		// The tests take the build that was just made: an edit while they run does not change the program under them.
		env: {...process.env, CONNECTOP_BUILT: '1'},
	});
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
