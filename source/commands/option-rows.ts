import type {Option} from './option.ts';

/** Headings of the help. */
export const groups = {
	graph: 'Graph:',
	model: 'Model and field:',
	pace: 'Pace and end:',
	records: 'Records:',
	input: 'Input:',
	screen: 'Screen:',
	server: 'Server:',
	configuration: 'Configuration:',
} as const;

/** An option without its heading. */
export type Row = Omit<Option, 'group'>;

/** A checkpoint holds it. */
export const held = true;

export const number = {kind: 'number'} as const;
export const text = {kind: 'text'} as const;
export const switched = {kind: 'switch'} as const;
export const interval = {kind: 'interval', held} as const;

/** Why no file may set an option. */
export const oneRun = 'is about one run; give it on the command line';
