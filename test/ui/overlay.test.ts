import {stripVTControlCharacters} from 'node:util';
import test from 'ava';
import fc from 'fast-check';
import {widthOf} from '../../source/draw/text.ts';
import {withOverlay} from '../../source/ui/overlay.ts';
import {helpItems} from '../../source/ui/picker-items.ts';
import {initialState, type Mode, type ScreenState} from '../../source/ui/state.ts';
import {createTheme} from '../../source/ui/theme.ts';
import {around, press} from './surroundings.ts';

const theme = createTheme('braille', 3);
const view = (height: number) => Array.from({length: height}, (_, row) => `row ${row}`);
const over = (state: ScreenState, width = 120, height = 40, where = around) =>
	withOverlay(view(height), state, {...where, width, height}, theme).map(stripVTControlCharacters);

test('over the view lies nothing', t => {
	t.deepEqual(over(initialState), view(40));
});

const items = helpItems('live', around);

test('the help lists every key and command and what it does, part by part where it is longer than the screen', t => {
	for (const [width, height] of [
		[120, 40],
		[80, 24],
		[72, 10],
	] as const) {
		const seen = new Set<string>();
		const low = {...around, width, height};
		let {state} = press(['?'], initialState, low);
		for (const _ of items) {
			for (const row of over(state, width, height))
				for (const {head, title} of items)
					if (row.includes(`${head.padEnd(17)} ${title}`.slice(0, width - 8))) seen.add(title);
			state = press(['down'], state, low).state;
		}
		t.deepEqual(
			items.filter(({title}) => !seen.has(title)),
			[],
			`${width}×${height}`,
		);
		t.regex(
			over(state, width, height).join('\n'),
			new RegExp(` to ${items.length} of ${items.length}|─ ${items.length} ─╮`),
		);
	}
});

test('the help shows what fits a search, and says when nothing does', t => {
	const found = over(press(['?', ...'undo']).state).join('\n');
	t.regex(found, /▸ undo {14}take back/);
	t.regex(found, /u {17}undo the last change/);
	t.regex(found, /^ search: undo▏/m);
	t.regex(over(press(['?', ...'qqqq', 'return']).state).join('\n'), /nothing fits; Esc closes/);
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
	t.regex(over(press(['q']).state).at(-4) ?? '', /▸ Cancel/);
});

test('before a restore stands what it would do and lose', t => {
	const {state} = press(['r', 'down', 'return']);
	const rows = over(state, 80, 24, {...around, tick: 1264, unsaved: 1234});
	t.regex(rows.at(-6) ?? '', /^╭─ Restore state_0\.npz\? ─/);
	t.regex(rows.at(-5) ?? '', /^│ tick 1,264 → 0; settings stay +│$/);
	t.regex(rows.at(-4) ?? '', /^│ 1,234 ticks are not saved and would be lost; Esc, then s saves them +│$/);
	t.regex(rows.at(-3) ?? '', /▸ Cancel/);
	t.false(over(state).join('').includes('would be lost'));
	t.true(over(state).join('').includes('nothing is lost'));
	const steered = over(state, 120, 40, {...around, steered: true}).join('');
	t.regex(steered, /what was done since tick 30 was saved is not saved and would be lost/);
	t.notRegex(steered, /nothing is lost/);
	const paused = {...around, settings: {...around.settings, paused: true}};
	t.regex(over(state, 80, 24, paused).join(''), /settings stay, paused too/);
});

test('the end of a run is offered to who can end it', t => {
	const quit = (where: Partial<typeof around>) => over(press(['q']).state, 120, 40, {...around, ...where}).join('');
	t.regex(quit({}), /End this run\?.*Detach.*Stop and checkpoint/);
	t.regex(quit({readOnly: true}), /Leave this run\?.*Cancel.*Detach/);
	t.notRegex(quit({readOnly: true}), /Stop/);
	t.regex(quit({replay: true}), /End this replay\?/);
	const looking = {...around, readOnly: true};
	t.deepEqual(press(['q', 'down', 'return'], initialState, looking).effects, [{type: 'detach'}]);
	t.is(press(['q', 'down', 'down'], initialState, looking).state.choice, 0);
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
		withOverlay(rows, state, {...around, height: rows.length}, theme).map(stripVTControlCharacters);
	t.deepEqual(under(press(['i']).state).slice(0, -1), rows.slice(0, -1), 'nothing is cut');
	t.deepEqual(under(press(['p']).state).slice(0, -2), [...view(10), framed[0], framed[1], framed[3]]);
	t.deepEqual(under(press(['q']).state).slice(0, -5), view(10));
});

const modes: readonly Mode[] = [
	'view',
	'help',
	'palette',
	'text',
	'set',
	'hz',
	'filter',
	'arguments',
	'restore',
	'confirm',
	'quit',
];

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
					{...initialState, mode, draft: text, notice: text, choice, asked: mode === 'arguments' ? 'excite' : text},
					{...around, width, height},
					theme,
				);
				t.is(rows.length, height);
				for (const row of rows) if (widthOf(row) > width) throw new Error(`${width}: ${row}`);
			},
		),
	);
});
