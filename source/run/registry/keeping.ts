import {z} from 'zod';
import {ConnectopError} from '../../base/errors.ts';
import {command} from './command.ts';

export const pictureCommand = command({
	id: 'picture',
	title: 'draw both pictures now',
	risk: 'view',
	unjournalled: true,
	parameters: z.strictObject({}),
	example: {},
	handler(run) {
		run.emitPicture();
		return 'drawing dashboard.png and connectome.png';
	},
});

export const checkpointCommand = command({
	id: 'checkpoint',
	title: 'save a checkpoint',
	risk: 'steer',
	unjournalled: true,
	parameters: z.strictObject({}),
	example: {},
	handler(run) {
		if (run.save('asked')) return '';
		throw new ConnectopError(
			'failed',
			'engine-lost',
			'checkpoint: the engine did not give its state; the event before says why',
		);
	},
});

/** Goes back to a checkpoint of the run. The main thread reads and verifies the file, adds its SHA-256 and sends its content along. */
export const restoreCommand = command({
	id: 'restore',
	title: 'restore a checkpoint',
	risk: 'lose',
	parameters: z.strictObject({
		file: z.string().describe("file of the checkpoint in the run's directory"),
		sha256: z.string().optional().describe('its SHA-256, which the run adds'),
	}),
	example: {file: 'state_300.npz'},
	handler(run, {file}, snapshot) {
		if (!snapshot) throw new ConnectopError('usage', 'restore', `restore: the content of ${file} did not come along`);
		const from = run.tickCount;
		run.restore(snapshot);
		run.save('restore'); // else a crash would undo it: the newest checkpoint is what a resume goes on from
		// Settings stay: a resume after a kill before that checkpoint is there finds them here.
		return {message: `restored ${file}: tick ${from} → ${snapshot.tick}`, beside: {settings: run.settings}};
	},
});
