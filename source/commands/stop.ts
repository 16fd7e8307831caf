import process from 'node:process';
import type {CommandModule} from 'yargs';
import {ConnectopError} from '../base/errors.ts';
import {clean} from '../draw/text.ts';

/** `connectop stop [RUN]`: ends a run, saved. */
export const stopCommand: CommandModule = {
	command: 'stop [run]',
	describe: 'end a run that goes on, with a last checkpoint',
	builder: yargs =>
		yargs
			.positional('run', {type: 'string', describe: 'id, name, start of an id, or directory [the newest that is live]'})
			.example('$0 stop', 'the newest run that is live')
			.example('$0 stop 20261121_101502', 'that one'),
	async handler(args) {
		const {findLiveRun} = await import('../run/run-list.ts');
		const directory = await findLiveRun(args['run'] as string | undefined, process.cwd());
		const [{attachRun}, {elsewhere}, {runState}] = await Promise.all([
			import('../server/remote/attach.ts'),
			import('../server/remote/locate.ts'),
			import('../run/run-state.ts'),
		]);
		const {life, document, host} = await runState(directory.path);
		if (life === 'elsewhere') throw elsewhere(document, host, 'stop');
		const run = await attachRun(directory, {fps: 0.2, readOnly: false, whenDead: 'end'});
		const outcome = await run.send({id: 'stop', args: {reason: 'stopped'}, by: 'signal'});
		if (!outcome.ok && outcome.code !== 'ended') throw new ConnectopError('failed', outcome.code, outcome.error);
		const {error, summary} = await run.ended;
		if (error) throw error;
		process.stdout.write(`${clean(summary)}\n`);
	},
};
