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
import {handleSignals} from './signals.ts';

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
	if (headless || once)
		return watch(await openRun(options, {stdin: process.stdin}), client => withoutScreen(client, args, once, look));
	requireKeyboard();
	// Loaded while the run is prepared: the screen is the larger half of the program.
	const [screen, client] = await Promise.all([import('../ui/screen.tsx'), openRun(options, {stdin: process.stdin})]);
	return watch(client, (opened, interrupt) => screen.showScreen(opened, look, interrupt));
}

/** Without any option the demo runs, where there is a screen to show it. */
function optionsOf(args: Arguments, plain: boolean): RunOptions {
	const asked = readRunOptions(args);
	const nothingGiven = Object.keys(args).every(key => key === '_' || key === '$0' || args[key] === undefined);
	const scenario = asked.scenario === 'demo' || (nothingGiven && !plain) ? demo : {};
	return {...scenario, ...asked, input: asked.input ?? (stdinFeeds() ? '-' : 'none')};
}

/** stdin is a feed when a pipe or a file is connected to it. */
function stdinFeeds(): boolean {
	try {
		const stdin = fstatSync(0);
		return stdin.isFIFO() || stdin.isSocket() || stdin.isFile();
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EBADF') return false; // closed
		throw error;
	}
}

/** Shows a run until it ends; the exit code is that of the signal that ended it, if one did. Throws what the run failed with. */
async function watch(
	client: RunClient,
	show: (client: RunClient, interrupt: () => void) => Promise<void>,
): Promise<number> {
	const signals = handleSignals(client);
	try {
		await show(client, signals.interrupt);
	} catch (error) {
		// A face that fails takes the run with it, saved.
		await client.send({id: 'stop', args: {reason: 'screen failed'}, by: 'signal'});
		await client.ended;
		signals.release();
		throw error;
	}
	try {
		const end = await client.ended;
		if (end.error) throw end.error;
		process.stderr.write(`${end.summary}\n`);
		return signals.code ?? 0;
	} finally {
		signals.release();
	}
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
