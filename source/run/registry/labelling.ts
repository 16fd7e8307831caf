import {z} from 'zod';
import {longestNote, nameAllowed, namePattern, noteText} from '../../records/run-labels.ts';
import {command} from './command.ts';

/** Gives the run a name; run.json gets it, whoever looks for a run finds it by it. Nothing that a replay compares. */
export const nameCommand = command({
	id: 'name',
	title: 'give the run a name',
	risk: 'steer',
	unjournalled: true,
	parameters: z.strictObject({
		name: z.string().regex(namePattern, nameAllowed).describe('what it is called from now on'),
	}),
	example: {name: 'night'},
	handler: (_, {name}) => ({message: `this run is called ${name}`, data: {name}}),
});

/** Writes something down beside the tick. Nothing that a replay compares. */
export const noteCommand = command({
	id: 'note',
	title: 'write a note beside this tick',
	risk: 'steer',
	unjournalled: true,
	parameters: z.strictObject({
		text: z
			.string()
			.max(4 * longestNote, `use up to ${longestNote} characters`)
			.describe(`what there is to remember, up to ${longestNote} characters`),
	}),
	example: {text: 'the front has reached the border'},
	handler(_, {text}) {
		const note = noteText(text);
		return {message: note, data: {note}};
	},
});
