import {fstatSync} from 'node:fs';
import process from 'node:process';
import type {CommandModule} from 'yargs';
import type {RunClient} from '../run/client.ts';
import {openRun} from '../run/open-run.ts';
import {demo, type RunOptions} from '../run/options.ts';
import {requireKeyboard} from '../ui/keyboard.ts';
import {type Look, readLook} from '../ui/look.ts';
import type {Arguments} from './arguments.ts';
import {printRecords} from './headless.ts';
import {readRunOptions, runOptions} from './run-options.ts';
import {handleSignals, type Signals} from './signals.ts';
import {keepHeapSmall} from './small-heap.ts';

/** `connectop [run]`: starts a run, with the screen or without. `finish` is told the exit code. */
export function runCommand(finish: (code: number) => void): CommandModule {
	return {
		command: ['run', '$0'],
		describe: 'start a run',
		builder: yargs =>
			runOptions(yargs)
				.example('$0', 'the demo: fronts that spread, holes that open and heal')
				.example('$0 --neurons 800 --hz 10 --viz-every 5', 'a plain run of 800 nodes')
				.example('$0 --graph worm.csv --noise none', 'run on your own graph')
				.example('tail -f words.txt | $0 --no-ui', 'every line is a stimulus; JSON lines on stdout')
				.example('$0 --resume latest', 'go on with the newest run'),
		handler: async args => finish(await run(args as Arguments)),
	};
}

async function run(args: Arguments): Promise<number> {
	const headless = args['ui'] === false || (args['ui'] === undefined && process.stdout.isTTY !== true);
	const once = args['once'] === true;
	const options = optionsOf(args, headless || once);
	const look = readLook(args, process.env, process.stdout);
	if (!headless && !once) requireKeyboard();
	const signals = handleSignals();
	try {
		if (headless || once) {
			const client = await openRun(options, {stdin: process.stdin});
			return await watch(client, signals, () => withoutScreen(client, args, once, look));
		}
		// Loaded while the run is prepared: the screen is the larger half of the program.
		const loading = import('../ui/screen.tsx');
		const [screen, client] = await Promise.all([loading, openRun(options, {stdin: process.stdin})]);
		return await watch(client, signals, () => screen.showScreen(client, look, signals.interrupt));
	} finally {
		signals.release();
	}
}

/** Without any option the demo runs, where there is a screen to show it. */
function optionsOf(args: Arguments, plain: boolean): RunOptions {
	const asked = readRunOptions(args);
	const nothingGiven = Object.keys(args).every(key => key === '_' || key === '$0' || args[key] === undefined);
	const scenario = asked.scenario === 'demo' || (nothingGiven && !plain) ? demo : {};
	return {...scenario, ...asked, input: asked.input ?? (stdinFeeds() ? '-' : 'none')};
}

/** stdin is a feed when a pipe or a file is connected to it; Node opens a closed one on /dev/null. */
function stdinFeeds(): boolean {
	const stdin = fstatSync(0);
	return stdin.isFIFO() || stdin.isSocket() || stdin.isFile();
}

/** Shows a run until it ends; the exit code is that of the signal that ended it, if one did. Throws what the run failed with. */
async function watch(client: RunClient, signals: Signals, show: () => Promise<void>): Promise<number> {
	signals.attach(client);
	keepHeapSmall();
	try {
		await show();
	} catch (error) {
		// A face that fails takes the run with it, saved.
		await client.send({id: 'stop', args: {reason: 'screen failed'}, by: 'signal'});
		await client.ended;
		throw error;
	}
	const end = await client.ended;
	if (end.error) throw end.error;
	process.stderr.write(`${end.summary}\n`);
	return signals.code ?? 0;
}

async function withoutScreen(client: RunClient, args: Arguments, once: boolean, look: Look): Promise<void> {
	if (!once) {
		printRecords(client, {utterances: args['utdStdout'] === true});
		await client.ended;
		return;
	}
	const end = await client.ended;
	if (end.error) return;
	const frame = client.frame();
	if (args['ui'] === false) {
		const {status, settings, facts} = frame;
		process.stdout.write(`${JSON.stringify({kind: 'frame', id: facts.id, ...status, settings})}\n`);
		return;
	}
	const {textFrame} = await import('../ui/screen.tsx');
	process.stdout.write(`${await textFrame(client, look, process.stdout)}\n`);
}
