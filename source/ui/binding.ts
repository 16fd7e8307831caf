import type {KeyName} from './keys.ts';
import type {ScreenState, Surroundings, Updated} from './state.ts';

/** A key of a view. The help, the palette, the documents and the screen's update read the same lists of them. */
export interface Binding {
	/** As Ink tells it; the first stands for them all. */
	readonly keys: readonly [KeyName, ...KeyName[]];
	/** As the help shows it. */
	readonly shown: string;
	/** What it does, one line. */
	readonly title: string;
	/** It works in prompts and lists as well. */
	readonly anywhere?: true;
	/** It steers: a run alone, or whatever is in front. Who only looks can't. */
	readonly steers?: 'run' | 'any';
	/** The command that it is for, which some runs can't carry out. */
	readonly command?: string;
	press(state: ScreenState, around: Surroundings): Updated;
}

/** A binding; without `keys`, the key is what is shown. */
export const bind = (shown: string, title: string, press: Binding['press'], ...keys: readonly KeyName[]): Binding => {
	const [first = shown, ...rest] = keys;
	return {keys: [first, ...rest], shown, title, press};
};

/** A key for a command. */
export const commands = (command: string, binding: Binding): Binding => ({...binding, command});

/** A key that steers a run, and means nothing to one that is played again. */
export const steersRun = (binding: Binding): Binding => ({...binding, steers: 'run'});

/** A key that steers a run, or the replay of one. */
export const steers = (binding: Binding): Binding => ({...binding, steers: 'any'});

/** Whether a key can do anything to what is in front. */
export const isPossible = (binding: Binding, {replay, readOnly}: Pick<Surroundings, 'replay' | 'readOnly'>): boolean =>
	binding.steers === undefined || (!readOnly && (!replay || binding.steers === 'any'));
