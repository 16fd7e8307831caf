import {ConnectopError} from '../../base/errors.ts';
import {branchParameters} from '../branch.ts';
import {command} from './command.ts';

/** A new run from this state; both go on. The main thread carries it out: the engine knows no files and no processes. */
export const branchCommand = command({
	id: 'branch',
	title: 'branch: start a new run from this state',
	risk: 'steer',
	unjournalled: true,
	parameters: branchParameters,
	example: {name: 'warmer'},
	handler() {
		throw new ConnectopError(
			'usage',
			'branch',
			'branch: is not for a script; --resume FILE starts a run from a checkpoint',
		);
	},
});
