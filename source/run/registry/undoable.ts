import type {Settings} from '../protocol.ts';
import type {Steered} from './steered.ts';

/** A change of settings that can be taken back. */
export interface Undoable {
	/** The settings before it. */
	readonly before: Settings;
	/** What taking it back does, for people: `alpha 0.3 → 0.25`. */
	readonly back: string;
}

const most = 100;

/** Puts new settings in force so that `undo` can take them back. Throws as `configure` does, and changes nothing. */
export function change(run: Steered, settings: Settings, back: string): void {
	const {settings: before} = run;
	run.configure(settings);
	run.undoable.push({before, back});
	if (run.undoable.length > most) run.undoable.shift();
}
