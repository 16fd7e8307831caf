import type {Settings} from './protocol.ts';

/** Settings of a run of which nothing was asked, besides those of its model and what is held. */
export const usualSettings = {
	hz: 10,
	dt: 1,
	paused: false,
	noise: 'node',
	noiseAmplitude: 0.02,
	coupling: 'scaled',
	stimulusGain: 1,
	threshold: 0.15,
	synthetic: 'none',
	measureEvery: 1,
	auditEvery: 1000,
	logEvery: {seconds: 1},
	checkpointEvery: {seconds: 60},
	vizEvery: {seconds: 10},
} as const satisfies Partial<Settings>;
