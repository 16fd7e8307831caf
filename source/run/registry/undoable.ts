import type {Settings} from '../protocol.ts';
import type {Steered} from './steered.ts';

const most = 100;

/** Puts new settings in force so that `undo` can take them back. Throws as `configure` does, and changes nothing. */
export function change(run: Steered, settings: Settings, back: string): void {
	const {settings: before} = run;
	run.configure(settings);
	run.undoable.push({before, back});
	if (run.undoable.length > most) run.undoable.shift();
}
