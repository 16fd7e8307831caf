import {z} from 'zod';
import {command} from './command.ts';

export const pauseCommand = command({
	id: 'pause',
	title: 'pause the run',
	risk: 'steer',
	parameters: z.strictObject({}),
	example: {},
	handler(run) {
		if (run.settings.paused && run.stepsWanted === 0) return 'paused already';
		run.stepsWanted = 0;
		if (!run.settings.paused) run.configure({...run.settings, paused: true});
		return `paused at tick ${run.tickCount}`;
	},
});

export const resumeCommand = command({
	id: 'resume',
	title: 'resume the run',
	risk: 'steer',
	parameters: z.strictObject({}),
	example: {},
	handler(run) {
		if (!run.settings.paused) return 'running already';
		run.stepsWanted = 0;
		run.configure({...run.settings, paused: false});
		return `resumed at tick ${run.tickCount}`;
	},
});

export const stepCommand = command({
	id: 'step',
	title: 'take one tick, pausing first',
	risk: 'steer',
	parameters: z.strictObject({count: z.int().min(1).max(1e6).default(1).describe('how many ticks')}),
	example: {count: 10},
	handler(run, {count}) {
		if (!run.settings.paused) run.configure({...run.settings, paused: true});
		const from = run.tickCount + run.stepsWanted;
		run.stepsWanted += count;
		return `${count} tick${count === 1 ? '' : 's'} from tick ${from}`;
	},
});

export const stopCommand = command({
	id: 'stop',
	title: 'save a checkpoint and end the run',
	risk: 'lose',
	parameters: z.strictObject({
		reason: z
			.string()
			.max(200)
			.regex(/^[\w .,:-]*$/, 'use letters, digits and .,:-')
			.default('asked')
			.describe('why, for the record'),
	}),
	example: {reason: 'asked'},
	handler(run, {reason}) {
		run.endReason ??= reason;
		return '';
	},
});
