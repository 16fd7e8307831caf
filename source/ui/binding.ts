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
	press(state: ScreenState, around: Surroundings): Updated;
}

/** A binding; without `keys`, the key is what is shown. */
export const bind = (shown: string, title: string, press: Binding['press'], ...keys: readonly KeyName[]): Binding => {
	const [first = shown, ...rest] = keys;
	return {keys: [first, ...rest], shown, title, press};
};
