import {z} from 'zod';
import type {CommandSpec} from '../run/registry/command.ts';
import {commands, findCommand} from '../run/registry/registry.ts';
import type {Surroundings} from './state.ts';

/** A command as the screen knows it: what it is called, what it takes. */
export type PaletteCommand = Pick<CommandSpec, 'id' | 'title' | 'parameters' | 'example'>;

const seek: PaletteCommand = {
	id: 'seek',
	title: 'go to a tick of the recorded run',
	parameters: z.strictObject({
		tick: z.int().min(0).describe('the tick to go to'),
		epoch: z
			.int()
			.min(0)
			.optional()
			.describe('which of them, when a restore went back over it; the newest when left out'),
	}),
	example: {tick: 300},
};

const speed: PaletteCommand = {
	id: 'speed',
	title: 'how fast the recorded run goes',
	parameters: z.strictObject({factor: z.number().min(0.001).max(1e6).describe('times the recorded rate')}),
	example: {factor: 2},
};

/** What can be done while a recorded run is played again. */
export const replayCommands: readonly PaletteCommand[] = [
	...['pause', 'resume', 'step'].map(findCommand),
	seek,
	speed,
	findCommand('stop'),
];

/** A command of the screen itself, about files of the user's; what it applies to the run is a command of the run. */
export const presetCommand: PaletteCommand = {
	id: 'preset',
	title: 'save the parameters under a name, apply saved ones, or list them',
	parameters: z.strictObject({
		do: z.enum(['save', 'apply', 'list']).describe('what to do'),
		name: z.string().optional().describe('name of the preset'),
	}),
	example: {do: 'save', name: 'warm'},
};

/** What people can do to a run at a screen. */
export const screenCommands: readonly PaletteCommand[] = [...commands, presetCommand];

/** The commands of what is in front: a run, or one that is played again; none for who only looks. */
export const commandsOf = ({replay, readOnly}: Pick<Surroundings, 'replay' | 'readOnly'>): readonly PaletteCommand[] =>
	readOnly ? [] : replay ? replayCommands : screenCommands;

/** The parameters that can be set. */
export const settableOf = ({replay, readOnly, parameters}: Surroundings): Surroundings['parameters'] =>
	replay || readOnly ? [] : parameters;

/** The command of that id, of runs or of replays. Throws a usage error that lists those of runs. */
export const commandCalled = (id: string): PaletteCommand =>
	[...replayCommands, presetCommand].find(each => each.id === id) ?? findCommand(id);
