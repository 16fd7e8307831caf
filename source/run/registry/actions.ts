import type {Action} from './command.ts';
import {commands} from './registry.ts';

/** What the screen does by itself; the run is not touched. */
export const screenActions: readonly Action[] = [
	{id: 'freeze', title: 'freeze the display; the run goes on', keys: ['f'], risk: 'view'},
	{id: 'help', title: 'this help', keys: ['?'], risk: 'view'},
	{id: 'interrupt', title: 'finish the tick, save a checkpoint, exit (twice: at once)', keys: ['Ctrl-C'], risk: 'lose'},
	{id: 'suspend', title: 'suspend the program; fg brings it back', keys: ['Ctrl-Z'], risk: 'view'},
];

/** A key and what it does. */
export interface Binding {
	readonly key: string;
	readonly id: string;
	readonly title: string;
}

/** Keys whose effect is a special case of their command. */
const special: Readonly<Record<string, string>> = {
	space: 'pause or resume',
	'+': 'raise Hz by a quarter',
	'-': 'lower Hz by a quarter',
	'=': 'type a value for Hz',
	'[': 'previous preset of the model',
	']': 'next preset of the model',
	c: 'checkpoint interval twice as long',
	C: 'checkpoint interval half as long',
	p: 'set any parameter: name value',
	r: 'pick a checkpoint and restore it',
	q: 'quit: asks whether to stop, Cancel first',
};

/** Every key, once, in the order of the help. */
export function bindings(): readonly Binding[] {
	const seen = new Set<string>();
	return [...commands, ...screenActions].flatMap(({id, title, keys}) =>
		keys.filter(key => !seen.has(key) && seen.add(key)).map(key => ({key, id, title: special[key] ?? title})),
	);
}
