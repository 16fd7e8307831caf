import process from 'node:process';
import type {CommandModule} from 'yargs';
import {ConnectopError} from '../base/errors.ts';
import type {ReplayOptions} from '../run/replay/open-replay.ts';
import {requireKeyboard} from '../ui/keyboard.ts';
import {readLook} from '../ui/look.ts';
import {type Arguments, checkForms} from './arguments.ts';
import {configured} from './configured.ts';
import {defineOptions} from './option.ts';
import {screenOptions} from './run-option-table.ts';
import {handleSignals} from './signals.ts';
import {keepHeapSmall} from './small-heap.ts';

/** `connectop replay RUN`: plays a run again from its journal. `finish` is told the exit code. */
export function replayCommand(finish: (code: number) => void): CommandModule {
	return {
		command: 'replay <run>',
		describe: 'play a run again from its journal, or verify it',
		builder: yargs =>
			defineOptions(
				yargs
					.positional('run', {
						type: 'string',
						describe: 'the run: its id, a unique start of it, latest, or its directory',
					})
					.option('verify', {
						type: 'boolean',
						describe: 'compare every recorded state with the replayed one, and exit 4 when one differs',
					})
					.option('json', {type: 'boolean', describe: 'one JSON object on stdout (with --verify)'})
					.option('speed', {requiresArg: true, describe: 'times the recorded rate [1]'})
					.option('at', {requiresArg: true, describe: 'the tick to begin at [the first]'}),
				screenOptions,
			)
				.example('$0 replay latest --speed 10', 'the newest run again, ten times as fast')
				.example('$0 replay latest --verify', 'is every state of the newest run what its journal leads to?'),
		handler: async args => finish(await replay(args as Arguments)),
	};
}

const screenSwitches = screenOptions.flatMap(({kind, name}) => (kind === 'switch' ? [name] : []));

async function replay(args: Arguments): Promise<number> {
	checkForms(args, [], ['verify', 'json', 'config', ...screenSwitches]);
	const {findRun} = await import('../records/run-directory.ts');
	const {id, path} = await findRun(String(args['run']));
	if (args['verify'] === true) {
		const {printVerification} = await import('./replay-verify.ts');
		await printVerification(id, path, args['json'] === true);
		return 0;
	}
	if (args['json'] === true)
		throw new ConnectopError('usage', 'json', '--json: a replay is shown on a screen; give it with --verify');
	if (process.stdout.isTTY !== true)
		throw new ConnectopError(
			'usage',
			'terminal',
			`a replay is shown on a terminal; connectop replay ${id} --verify needs none`,
		);
	return configured(
		args,
		({args: all}) => show(path, all),
		screenOptions.map(({name}) => name),
	);
}

/** Shows a run's replay until it is left. */
async function show(path: string, args: Arguments): Promise<number> {
	const look = readLook(args, process.env, process.stdout);
	requireKeyboard();
	const signals = handleSignals();
	try {
		const loading = import('../ui/screen.tsx');
		const {openReplay} = await import('../run/replay/open-replay.ts');
		const [screen, client] = await Promise.all([loading, openReplay(path, optionsOf(args))]);
		const stop = (reason: string) => void client.send({id: 'stop', args: {reason}, by: 'signal'});
		signals.attach({stop, save: () => undefined, hangUp: () => stop('SIGHUP')});
		keepHeapSmall();
		await screen.showScreen(client, look, signals.interrupt);
		const {error, summary} = await client.ended;
		if (error) throw error;
		process.stderr.write(`${summary}\n`);
		return signals.code ?? 0;
	} finally {
		signals.release();
	}
}

function optionsOf({speed, at}: Arguments): ReplayOptions {
	const tick = at === undefined ? undefined : Number(at);
	if (tick !== undefined && !(Number.isInteger(tick) && tick >= 0))
		throw new ConnectopError('usage', 'at', `--at ${String(at)}: is not allowed; use a tick, a whole number from 0`);
	return {speed: Number(speed ?? 1), ...(tick === undefined ? {} : {at: tick})};
}
