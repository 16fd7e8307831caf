import os from 'node:os';
import process from 'node:process';
import type {CommandModule} from 'yargs';
import {ConnectopError} from '../base/errors.ts';
import {requireKeyboard} from '../ui/keyboard.ts';
import {readLook} from '../ui/look.ts';
import type {Arguments} from './arguments.ts';
import {configured} from './configured.ts';
import {defineOptions} from './option.ts';
import {screenOptions} from './run-option-table.ts';
import {showRun} from './show-run.ts';
import {handleSignals} from './signals.ts';

/** `connectop attach [RUN]`: the screen of a run that goes on elsewhere. */
export function attachCommand(finish: (code: number) => void): CommandModule {
	return {
		command: 'attach [run]',
		describe: 'show a run that goes on, and steer it',
		builder: yargs =>
			defineOptions(
				yargs
					.positional('run', {
						type: 'string',
						describe: 'id, name, start of an id, or directory [the newest that is live]',
					})
					.option('srun', {type: 'boolean', describe: 'look from the node of its Slurm job, by srun'})
					.option('read-only', {type: 'boolean', describe: 'look, and refuse to steer'}),
				screenOptions,
			)
				.example('$0 attach', 'the newest run that is live')
				.example('$0 attach 20261121 --read-only', 'look at one without steering it')
				.example('ssh -t HOST connectop attach', 'from another machine')
				.example('$0 attach --srun', 'a run in a Slurm job, from the login node'),
		handler: async args =>
			finish(
				await configured(
					args as Arguments,
					({args: all}) => attach(all),
					screenOptions.map(({name}) => name),
				),
			),
	};
}

async function attach(args: Arguments): Promise<number> {
	const look = readLook(args, process.env, process.stdout);
	const {findLiveRun} = await import('../run/run-list.ts');
	const run = await findLiveRun(args['run'] as string | undefined, process.cwd());
	if (!process.stdout.isTTY)
		throw new ConnectopError(
			'usage',
			'no-terminal',
			`the screen needs a terminal; from another machine: ssh -t ${os.hostname()} connectop attach ${run.id}`,
		);
	requireKeyboard();
	if (args['srun'] === true) {
		const {attachByJob} = await import('./attach-by-job.ts');
		const code = await attachByJob(run, args['run'] as string | undefined);
		if (code !== undefined) return code;
	}
	const signals = handleSignals();
	try {
		const loading = import('../ui/screen.tsx');
		const {attachRun} = await import('../server/remote/attach.ts');
		const connecting = attachRun(run, {fps: look.fps, readOnly: args['readOnly'] === true, whenDead: 'wait'});
		const [{showScreen}, client] = await Promise.all([loading, connecting]);
		return await showRun(client, signals, 'leave', () => showScreen(client, look, signals.interrupt));
	} finally {
		signals.release();
	}
}
