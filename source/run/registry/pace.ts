import {z} from 'zod';
import {command} from './command.ts';

export const pauseCommand = command({
	id: 'pause',
	title: 'pause the run',
	keys: ['space'],
	risk: 'steer',
	parameters: z.strictObject({}),
	handler(nexus) {
		if (nexus.settings.paused) return 'paused already';
		nexus.configure({...nexus.settings, paused: true});
		return `paused at tick ${nexus.tickCount}`;
	},
});

export const resumeCommand = command({
	id: 'resume',
	title: 'resume the run',
	keys: ['space'],
	risk: 'steer',
	parameters: z.strictObject({}),
	handler(nexus) {
		if (!nexus.settings.paused) return 'running already';
		nexus.stepsWanted = 0;
		nexus.configure({...nexus.settings, paused: false});
		return `resumed at tick ${nexus.tickCount}`;
	},
});

export const stepCommand = command({
	id: 'step',
	title: 'take one tick, pausing first',
	keys: ['.'],
	risk: 'steer',
	parameters: z.strictObject({count: z.int().min(1).max(1e6).default(1)}),
	handler(nexus, {count}) {
		if (!nexus.settings.paused) nexus.configure({...nexus.settings, paused: true});
		nexus.stepsWanted += count;
		return '';
	},
});

export const stopCommand = command({
	id: 'stop',
	title: 'save a checkpoint and end the run',
	keys: ['q'],
	risk: 'lose',
	parameters: z.strictObject({reason: z.string().max(200).default('asked')}),
	handler(nexus, {reason}) {
		nexus.endReason ??= reason;
		return '';
	},
});
