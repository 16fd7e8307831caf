import test from 'ava';
import {findCommand} from '../../source/run/registry/registry.ts';
import {bindingsOf, views} from '../../source/ui/bindings.ts';
import {initialState, type ScreenState} from '../../source/ui/state.ts';
import {around} from './surroundings.ts';
import {event} from './views/frames.ts';

const where = {...around, events: [1, 2, 3].map(seq => event(`event ${seq}`, {seq}))};

test('the keys that every view has, and those of its own', t => {
	const common = 'space . s u b f 1 2 3 4 5 tab shift-tab z o P : d q ? Ctrl-C Ctrl-L Ctrl-Z'.split(' ');
	const steering = 'i p + - = [ ] c C'.split(' ');
	const shown = (id: keyof typeof bindingsOf) => bindingsOf[id].map(each => each.shown).sort();
	for (const {id} of views) for (const key of common) t.true(shown(id).includes(key), `${key} in ${id}`);
	const past = ['←', '→', '<', '>', 'Home', 'End'];
	t.deepEqual(shown('live'), [...common, ...steering, ...past, 'r', '/', 'l', 't'].sort());
	const moves = ['↑', '↓', 'PgUp', 'PgDn', 'Home', 'End', 'Enter'];
	t.deepEqual(shown('events'), [...common, ...steering, ...moves, 'y', '/', 'l', 'r'].sort());
	const graph = '← ↑ → ↓ Enter n p g + - 0 j k m M x v e N i [ ] c C r'.split(' ');
	t.deepEqual(shown('graph'), [...common, ...graph].sort());
	const own = '← → < > Backspace / y Y w a r'.split(' ');
	t.deepEqual(shown('parameters'), [...common, ...steering, ...moves, ...own].sort());
	t.deepEqual(shown('checkpoints'), [...common, ...steering, ...moves, 'v', 'm'].sort());
});

test('no key does two things in a view, and each has words', t => {
	for (const {id} of views) {
		const keys = bindingsOf[id].flatMap(each => each.keys);
		t.deepEqual(
			keys.filter((key, at) => keys.indexOf(key) !== at),
			[],
			id,
		);
		t.true(bindingsOf[id].every(each => each.title.length > 3));
	}
});

test('every key of every view does something, and what it sends is a command with arguments that fit', t => {
	for (const {id} of views) {
		const state: ScreenState = {...initialState, view: id};
		for (const {shown, press} of bindingsOf[id]) {
			const after = press(state, where);
			t.true(after.effects.length > 0 || after.state !== state, `${shown} in ${id}`);
			for (const effect of after.effects) {
				if (effect.type !== 'send') continue;
				t.true(findCommand(effect.command.id).parameters.safeParse(effect.command.args).success, shown);
			}
		}
	}
});
