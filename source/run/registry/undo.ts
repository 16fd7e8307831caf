import {z} from 'zod';
import {ConnectopError} from '../../base/errors.ts';
import type {Settings} from '../protocol.ts';
import {withRecorders} from '../recording/with-recorders.ts';
import {command} from './command.ts';
import {fitting} from './settings.ts';

/** Takes back the newest change of settings that was not taken back yet. Pausing, breakpoints and recorders are no such changes and stay. */
export const undoCommand = command({
	id: 'undo',
	title: 'take back the last change of a parameter, or of what is held',
	risk: 'steer',
	parameters: z.strictObject({}),
	example: {},
	handler(run) {
		const last = run.undoable.at(-1);
		if (!last)
			throw new ConnectopError(
				'usage',
				'undo',
				'undo: no change is left to take back; set, adjust, clamp, release and silence can be taken back',
			);
		const {paused, breakpoints, recorders} = run.settings;
		const settings: Settings = fitting(run, withRecorders({...last.before, paused, breakpoints}, recorders));
		run.configure(settings);
		run.undoable.pop();
		return {message: `undo: ${last.back}`, journalled: {id: 'settings', args: {settings}}};
	},
});
