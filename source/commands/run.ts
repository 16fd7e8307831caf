import {fstatSync} from 'node:fs';
import process from 'node:process';
import type {CommandModule} from 'yargs';
import {messageOf} from '../base/errors.ts';
import {jobTitle, slurmJob} from '../records/slurm-job.ts';
import type {RecordingRun, RunEnd} from '../run/client.ts';
import {isModelFile} from '../run/load-model.ts';
import {demo, type RunOptions} from '../run/options.ts';
import type {Requeued} from '../run/requeued.ts';
import type {ServedRun} from '../server/serve-run.ts';
import {requireKeyboard} from '../ui/keyboard.ts';
import {type Look, readLook} from '../ui/look.ts';
import {readApi} from './api-options.ts';
import type {Arguments} from './arguments.ts';
import {asksForRun, type Configuration} from './config/configuration.ts';
import {originText} from './config/origin.ts';
import {configured} from './configured.ts';
import {type PrintOptions, printRecords} from './headless.ts';
import {openHere, openHosted} from './opening.ts';
import {showProgress} from './progress-display.ts';
import {readRunOptions, runOptions} from './run-options.ts';
import {serveFirst} from './serve-first.ts';
import {showRun} from './show-run.ts';
import {handleSignals, type Signals} from './signals.ts';
import {keepHeapSmall} from './small-heap.ts';
import type {Hosted} from './spawn-host.ts';

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
				.example('$0 --detach --name night', 'a run without a screen; attach shows it')
				.example('$0 --resume latest', 'go on with the newest run')
				.example('$0 --no-ui --run-dir night --resume auto', 'start it, or go on with it after a requeue'),
		handler: async args => finish(await configured(args as Arguments, run)),
	};
}

async function run(configuration: Configuration): Promise<number> {
	const {args} = configuration;
	const detach = args['detach'] === true;
	const headless = args['ui'] === false || (args['ui'] === undefined && process.stdout.isTTY !== true);
	const once = args['once'] === true;
	const asked = {
		...optionsOf(args, asksForRun(configuration) || headless || once),
		notes: foreignCode(configuration),
	};
	const again: Requeued =
		asked.resume === 'auto' ? await (await import('../run/requeued.ts')).requeued(asked) : {options: asked};
	if ('done' in again) {
		process.stderr.write(`${again.done}\n`);
		return 0;
	}
	const {options, why} = again;
	const api = readApi(args);
	const look = readLook(args, process.env, process.stdout);
	const screen = !headless && !once && !detach;
	if (screen) requireKeyboard();
	const signals = handleSignals();
	const progress = showProgress(look.theme.glyphs, look.reader !== undefined);
	const open = (beforeFirstTick?: (run: RecordingRun) => Promise<void>) =>
		openHere(options, signals, progress, beforeFirstTick);
	try {
		if (once) return await oneTick(open, args, look, signals);
		if (detach) return report(await openHosted(options, api, signals, progress));
		if (headless && api) await (await import('../server/open-port.ts')).checkPort(api);
		if (headless) return await printed(open, api, {utterances: args['utdStdout'] === true, again: why}, signals);
		// The larger half of the program: it is loaded while the run's process starts.
		const loaded = () => Promise.all([import('../ui/screen.tsx'), import('../server/remote/attach.ts')]);
		const {run: directory} = await openHosted(options, api, signals, progress, loaded);
		const [{showScreen}, {attachOrEnd}] = await loaded();
		const client = await attachOrEnd(directory, {fps: look.fps, readOnly: false, whenDead: 'end'});
		if (!('frame' in client)) return ended(client, signals); // it was short
		return await showRun(client, signals, 'stop', () => showScreen(client, look, signals.interrupt));
	} finally {
		progress.end();
		signals.release();
	}
}

/** Where nothing is asked of the run and there is a screen to show it, the demo runs. */
function optionsOf(args: Arguments, plain: boolean): RunOptions {
	const asked = readRunOptions(args);
	const scenario = asked.scenario === 'demo' || !plain ? demo : {};
	return {...scenario, ...asked, input: asked.input ?? (stdinFeeds() ? '-' : 'none')};
}

/** Code that a file of the working directory brings in, which whoever starts the program there may not know. */
const foreignCode = ({settings}: Configuration): readonly string[] =>
	settings.flatMap(({option, argument, origin}) =>
		origin.kind === 'file' &&
		(option.name === 'equations' || (option.name === 'model' && isModelFile(String(argument))))
			? [`running the code in ${String(argument)}, which ${originText(origin)} names; --no-config leaves it out`]
			: [],
	);

/** stdin is a feed when a pipe or a file is connected to it; Node opens a closed one on /dev/null. */
function stdinFeeds(): boolean {
	const stdin = fstatSync(0);
	return stdin.isFIFO() || stdin.isSocket() || stdin.isFile();
}

function report({run: {id, path}, pid, api}: Hosted): number {
	const where = api === undefined ? '' : `, API at ${api}`;
	process.stdout.write(`${id}\n`);
	process.stderr.write(
		`run ${id} goes on in process ${pid}${where}; connectop attach ${id} shows it, connectop stop ${id} ends it; records in ${path}\n`,
	);
	const job = slurmJob();
	if (job)
		process.stderr.write(
			`connectop: Slurm ends the run with ${jobTitle(job)}, which ends with its script: use --no-ui instead of --detach there, or wait with connectop tail -f ${id}\n`,
		);
	return 0;
}

/** JSON lines on stdout, in this process. */
async function printed(
	open: (beforeFirstTick: (run: RecordingRun) => Promise<void>) => Promise<RecordingRun>,
	api: ReturnType<typeof readApi>,
	how: PrintOptions,
	signals: Signals,
): Promise<number> {
	const server = serveFirst(api);
	const run = await open(async opened => {
		printRecords(opened, how);
		await server.begin(opened);
	});
	keepHeapSmall();
	const served = await servedOrNot(run, server.served(), api);
	const end = await run.ended;
	await served?.close();
	return ended(end, signals);
}

/** A run that can't be found by others goes on all the same, unless a port was asked for. */
async function servedOrNot(
	run: RecordingRun,
	serving: Promise<ServedRun> | undefined,
	api: ReturnType<typeof readApi>,
): Promise<ServedRun | undefined> {
	try {
		return await serving;
	} catch (error) {
		if (api) {
			await run.send({id: 'stop', args: {reason: 'api failed'}, by: 'signal'});
			await run.ended;
			throw error;
		}
		run.news({level: 'warn', kind: 'server', message: `nobody can attach: ${messageOf(error)}`});
		return undefined;
	}
}

async function oneTick(
	open: () => Promise<RecordingRun>,
	args: Arguments,
	look: Look,
	signals: Signals,
): Promise<number> {
	const run = await open();
	const end = await run.ended;
	if (!end.error && args['ui'] === false) {
		const {status, settings, facts} = run.frame();
		process.stdout.write(`${JSON.stringify({kind: 'frame', id: facts.id, ...status, settings})}\n`);
	} else if (!end.error) {
		const {textFrame} = await import('../ui/screen.tsx');
		process.stdout.write(`${await textFrame(run, look, process.stdout)}\n`);
	}
	return ended(end, signals);
}

/** The exit code of a run that ended; throws what it failed with. */
function ended({error, summary}: RunEnd, signals: Signals): number {
	if (error) throw error;
	process.stderr.write(`${summary}\n`);
	return signals.code ?? 0;
}
