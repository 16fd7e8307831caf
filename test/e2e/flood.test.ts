import {spawn} from 'node:child_process';
import {readFileSync} from 'node:fs';
import process from 'node:process';
import test from 'ava';
import {built, environment, program, scratch} from './program.ts';
import {documentOf, rowsOf} from './records.ts';

test.before(built);

const name = '200 MB of stimulus in ten seconds: memory stays, drops are counted';
const linux = process.platform === 'linux';

(linux ? test : test.skip)(linux ? name : `${name} (memory is read from /proc)`, async t => {
	const folder = scratch(t);
	const line = 'yes "hello world" | head -c 200M | exec "$0" "$1" --no-ui --duration 10 >out 2>err; echo $? >code';
	const shell = spawn('sh', ['-c', line, process.execPath, program], {cwd: folder, env: environment(folder)});
	const ended = new Promise<void>(resolve => shell.on('close', () => resolve()));
	let most = 0;
	const watching = setInterval(() => (most = Math.max(most, peakOf(folder))), 250);
	await ended;
	clearInterval(watching);
	t.is(readFileSync(`${folder}/code`, 'utf8'), '0\n', readFileSync(`${folder}/err`, 'utf8'));
	t.log(`most memory: ${(most / 1e6).toFixed(0)} MB`);
	t.true(most > 0 && most < 300e6, `${most} bytes`);
	t.like(documentOf(folder), {status: 'ended', endReason: 'duration'});
	const {inputLines, inputTaken, inputDropped} = documentOf(folder)['counters'] as Record<string, number>;
	t.true(Number(inputLines) > 1e6, `${inputLines} lines read`);
	t.true(Number(inputDropped) > 0 && Number(inputTaken) > 0);
	// What was neither taken nor dropped was still waiting in the queue of 1,024 lines, or on its way to the engine.
	const waiting = Number(inputLines) - Number(inputTaken) - Number(inputDropped);
	t.true(waiting >= 0 && waiting <= 2048, `${waiting} lines unaccounted for`);
	t.regex(readFileSync(`${folder}/err`, 'utf8'), /^run \S+: duration over at tick \d+; [^\n]+\n$/);
	t.true(rowsOf(folder, 'events').some(({kind, level}) => kind === 'input' && level === 'warn'));
});

/** The most memory that the run's process has had, bytes; 0 when it is not there. */
function peakOf(folder: string): number {
	try {
		const status = readFileSync(`/proc/${Number(documentOf(folder)['pid'])}/status`, 'latin1');
		return 1024 * Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]);
	} catch {
		return 0; // not yet, or no more
	}
}
