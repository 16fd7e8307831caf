import {stripVTControlCharacters} from 'node:util';
import test from 'ava';
import fc from 'fast-check';
import {widthOf} from '../../source/draw/text.ts';
import {bindings} from '../../source/ui/bindings.ts';
import {withOverlay} from '../../source/ui/overlay.ts';
import {initialState, type Mode, type ScreenState} from '../../source/ui/state.ts';
import {createTheme} from '../../source/ui/theme.ts';
import {around, press} from './surroundings.ts';

const theme = createTheme('braille', 3);
const view = (height: number) => Array.from({length: height}, (_, row) => `row ${row}`);
const over = (state: ScreenState, width = 120, height = 40, where = around) =>
	withOverlay(view(height), state, where, {width, height, theme}).map(stripVTControlCharacters);

test('over the view lies nothing', t => {
	t.deepEqual(over(initialState), view(40));
});

test('the help lists every key and what it does', t => {
	const text = over(press(['?']).state).join('\n');
	for (const {shown, title} of bindings) t.true(text.includes(`${shown.padEnd(7)}${title}`), shown);
});

test('at 80×24 the help still lists every key', t => {
	const text = over(press(['?']).state, 80, 24).join('\n');
	for (const {shown} of bindings)
		t.regex(text, new RegExp(`│ .*${shown.replaceAll(/[.+?[\]]/g, String.raw`\$&`)} +[a-z]`), shown);
});

test('a prompt shows what is typed at its end, with what can be done', t => {
	const rows = over(press(['i', ...'hello']).state);
	t.is(rows.at(-2), 'row 38');
	t.regex(rows.at(-1) ?? '', /^ text into the run: hello▏ +Enter sends {2}Esc cancels $/);
	const long = over(press(['i', ...'0123456789'.repeat(30)]).state).at(-1) ?? '';
	t.regex(long, /^ text into the run: [0-9]+9▏/);
	t.is(widthOf(long), 120);
});

test('the parameter prompt tells the value in force and what is allowed, or what went wrong', t => {
	t.regex(over(press(['p']).state).at(-2) ?? '', /^ hz 10 {3}dt 1 {3}domain biology_consciousness {3}alpha 0\.25 .*…$/);
	t.regex(over(press(['p', ...'alp']).state).at(-2) ?? '', /^ alpha 0\.25 {2}growth, 1\/tick {2}0 … 2 *$/);
	t.regex(over(press(['p', ...'noise s']).state).at(-2) ?? '', /^ noise node {2}noise {2}none, shared, node *$/);
	t.regex(over(press(['p', ...'nonsense']).state).at(-2) ?? '', /^ no parameter fits *$/);
	t.regex(
		over(press(['p', ...'alpha 9', 'return']).state).at(-2) ?? '',
		/^ alpha: 9 is not allowed; use a number from 0 to 2 *$/,
	);
	t.regex(over(press(['=']).state).at(-2) ?? '', /^ Hz is 10; 0\.001 … 1000 *$/);
});

test('lists mark the choice', t => {
	const rows = over(press(['r', 'down']).state).slice(-4);
	t.regex(rows[1] ?? '', /^│ {3}state_30\.npz +tick +30 {3}41 kB {3}10:15:05 +│$/);
	t.regex(rows[2] ?? '', /^│ ▸ state_0\.npz +tick +0 /);
	t.regex(over(press(['q']).state).at(-3) ?? '', /▸ Cancel/);
});

test('before a restore stands what it would lose', t => {
	const rows = over(press(['r']).state, 80, 24, {...around, unsaved: 1234});
	t.regex(rows.at(-2) ?? '', /^│ 1,234 ticks are not saved and would be lost; Esc, then s saves them +│$/);
	t.false(
		over(press(['r']).state)
			.join('')
			.includes('lost'),
	);
});

test('a help that is longer than the screen is shown whole, part by part', t => {
	const seen = new Set<string>();
	let state = press(['?']).state;
	const low = {...around, height: 10};
	for (const _ of bindings) {
		for (const row of over(state, 72, 10)) for (const {title} of bindings) if (row.includes(title)) seen.add(title);
		state = press(['down'], state, low).state;
	}
	t.deepEqual(
		bindings.filter(({title}) => !seen.has(title)),
		[],
	);
	t.regex(
		over(state, 72, 10).at(-1) ?? '',
		new RegExp(`${bindings.length - 7} to ${bindings.length} of ${bindings.length}`),
	);
	const up = press(['up'], state, low).state;
	t.regex(
		over(up, 72, 10).at(-1) ?? '',
		new RegExp(`${bindings.length - 8} to ${bindings.length - 1} of`),
		'one up at once',
	);
});

test('a long list keeps the choice in sight', t => {
	const checkpoints = Array.from({length: 100}, (_, i) => ({
		...around.checkpoints[0]!,
		file: `state_${i}.npz`,
		tick: i,
	}));
	for (const choice of [0, 1, 50, 99]) {
		const rows = over({...initialState, mode: 'restore', choice}, 80, 24, {...around, checkpoints});
		t.is(rows.filter(row => row.includes(`▸ state_${choice}.npz`)).length, 1);
		t.is(rows.length, 24);
	}
});

test('a frame that is cut is closed, and one of which only the top would be left goes', t => {
	const {box} = theme.glyphs;
	const framed = [`${box[0]} top`, `${box[5]} one`, `${box[5]} two`, `${box[2]} bottom`, ' keys'];
	const rows = [...view(10), ...framed];
	const under = (state: ScreenState) =>
		withOverlay(rows, state, around, {width: 120, height: rows.length, theme}).map(stripVTControlCharacters);
	t.deepEqual(under(press(['i']).state).slice(0, -1), rows.slice(0, -1), 'nothing is cut');
	t.deepEqual(under(press(['p']).state).slice(0, -2), [...view(10), framed[0], framed[1], framed[3]]);
	t.deepEqual(under(press(['q']).state).slice(0, -4), [...view(10), '']);
});

const modes: readonly Mode[] = ['view', 'help', 'text', 'set', 'hz', 'restore', 'quit'];

test('on every size, whatever is asked, there are as many rows as before and none is too wide', t => {
	fc.assert(
		fc.property(
			fc.constantFrom(...modes),
			fc.record({width: fc.integer({min: 1, max: 200}), height: fc.integer({min: 1, max: 60})}),
			fc.oneof(fc.string({unit: 'grapheme', maxLength: 300}), fc.string({unit: 'binary', maxLength: 300})),
			fc.nat(3),
			(mode, {width, height}, text, choice) => {
				const rows = withOverlay(
					Array.from({length: height}, () => ''),
					{mode, draft: text, notice: text, choice, frozen: false},
					around,
					{width, height, theme},
				);
				t.is(rows.length, height);
				for (const row of rows) t.true(widthOf(row) <= width, `${width}: ${row}`);
			},
		),
	);
});
