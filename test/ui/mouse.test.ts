import {stripVTControlCharacters} from 'node:util';
import test from 'ava';
import fc from 'fast-check';
import {bindingsOf, views} from '../../source/ui/bindings.ts';
import {hintAt, keyBar} from '../../source/ui/key-bar.ts';
import {quitChoices} from '../../source/ui/lists.ts';
import {point} from '../../source/ui/mouse.ts';
import type {MouseReport} from '../../source/ui/mouse-reports.ts';
import {withOverlay} from '../../source/ui/overlay.ts';
import {pickerRows} from '../../source/ui/picker.ts';
import {initialState, type ScreenState, type Surroundings, type Updated} from '../../source/ui/state.ts';
import {createTheme} from '../../source/ui/theme.ts';
import {createGraphView} from '../../source/ui/views/graph.ts';
import {pictureCell} from '../../source/ui/views/graph-point.ts';
import {createLiveView} from '../../source/ui/views/live.ts';
import {chosenLine} from '../../source/ui/views/parameters.ts';
import {regionsOf} from '../../source/ui/views/regions.ts';
import {screenRows} from '../../source/ui/views/screen-rows.ts';
import {around, press, ringGraph} from './surroundings.ts';
import {event, frameOf, ring} from './views/frames.ts';

const events = Array.from({length: 60}, (_, at) => event(`event ${at}`, {seq: at + 1, tick: at}));
const where: Surroundings = {...around, events};
const drawn = {ascii: false, neighbours: undefined};

const report = (column: number, row: number, rest: Partial<MouseReport> = {}): MouseReport => ({
	kind: 'press',
	button: 'left',
	column,
	row,
	steps: 0,
	...rest,
});

const send = (state: ScreenState, reports: readonly MouseReport[], place = where): Updated =>
	reports.reduce<Updated>(
		({state: now, effects}, each) => {
			const next = point(now, each, place, drawn);
			return {state: next.state, effects: [...effects, ...next.effects]};
		},
		{state, effects: []},
	);

const click = (column: number, row: number) => [report(column, row), report(column, row, {kind: 'release'})];
const wheel = (column: number, row: number, steps: number) => [
	report(column, row, {kind: 'wheel', button: 'none', steps}),
];
const view = (...keys: readonly string[]) => press(keys, initialState, where).state;

test('a click gives the focus, a double one zooms and goes back', t => {
	const state = view();
	for (const {left, top, width, height, panel} of regionsOf(state, where)) {
		const [column, row] = [left + width - 2, top + height - 1];
		const once = send(state, click(column, row)).state;
		t.is(once.focus, panel);
		t.false(once.zoomed);
		const twice = send(state, [...click(column, row), ...click(column, row)]).state;
		t.true(twice.zoomed);
		t.is(twice.focus, panel);
	}
	const later = {...where, now: where.now + 1000};
	const slow = send(send(state, click(3, 5)).state, click(3, 5), later).state;
	t.false(slow.zoomed, 'two clicks are not a double one');
	const third = send(state, [...click(3, 5), ...click(3, 5), ...click(3, 5)]).state;
	t.true(third.zoomed, 'the third of three is the first of another two');
});

test('a key of the key bar is pressed, whichever is under the pointer', t => {
	const theme = createTheme('braille', 0);
	for (const {id} of views) {
		const state = {...initialState, view: id};
		const place = {...where, width: 160};
		const bar = stripVTControlCharacters(keyBar(state, place, theme));
		const seen = new Set<string>();
		for (let column = 0; column < 160; column++) {
			const hint = hintAt(column, state, place, false);
			const there = [...bar][column] ?? ' ';
			if (hint === undefined) continue;
			seen.add(hint);
			if (hint === 'views') continue;
			const binding = bindingsOf[id].find(({shown, keys}) => shown === hint || keys.includes(hint));
			t.truthy(binding, `${hint} in ${id}`);
			if (hint.length === 1 && there === hint)
				t.deepEqual(
					point(state, report(column, place.height - 1), place, drawn),
					press(binding!.keys.slice(0, 1), state, place),
				);
		}
		for (const key of [':', '?', 'q', 'views']) t.true(seen.has(key), `${key} in ${id}: ${bar}`);
	}
	const at = (text: string, state = view()) =>
		[...stripVTControlCharacters(keyBar(state, where, theme))].join('').indexOf(text);
	t.is(send(view(), click(at('? help') + 3, where.height - 1)).state.mode, 'help');
	t.deepEqual(send(view(), click(at('space pause'), where.height - 1)).effects, press([' ']).effects);
	t.is(send(view(), click(at('views') + 1, where.height - 1)).state.view, 'graph', 'the next view');
	t.is(send(view('5'), click(at('views', view('5')), where.height - 1)).state.view, 'live');
	t.deepEqual(
		send(view(), click(at('Hz'), where.height - 1)).effects,
		[],
		'words beside several keys are none of them',
	);
});

test('a click on a map picks the nearest node, a drag moves it and picks nothing', t => {
	const state = view('2');
	const [map] = regionsOf(state, where);
	const {x, y} = where.structure.graph;
	for (const node of [0, 7, 20, 33]) {
		const column = map!.left + 2 + Math.floor((x[node] ?? 0) * (map!.width - 4));
		const row = map!.top + 1 + Math.floor((y[node] ?? 0) * (map!.height - 2));
		t.is(send(state, click(column, row)).state.graph.picked, node);
		const onLive = send(view(), [report(4, 4), report(4, 4, {kind: 'release'})]).state;
		t.not(onLive.graph.picked, undefined, 'of the map of the Live view too');
		t.regex(onLive.notice ?? '', /^picked node \d+; 2 shows it$/);
	}
	const near = send(state, wheel(30, 12, -3)).state;
	const from = near.graph.window;
	const drag = [
		report(30, 12),
		report(33, 12, {kind: 'drag'}),
		report(40, 14, {kind: 'drag'}),
		report(40, 14, {kind: 'release'}),
	];
	const dragged = send(near, drag).state.graph;
	t.is(dragged.picked, undefined);
	t.true(Math.abs(dragged.window.x - (from.x - 10 / (map!.width - 4) / from.zoom)) < 1e-9);
	t.true(Math.abs(dragged.window.y - (from.y - 2 / (map!.height - 2) / from.zoom)) < 1e-9);
});

test('a row of the parameters is chosen where it is drawn, and its value typed after a double click', t => {
	const theme = createTheme('braille', 0);
	const down = Array.from({length: 12}, () => 'down');
	for (const state of [view('3'), view('3', ...down), view('3', 'end')]) {
		const context = {frame: frameOf({events}), state, around: where, theme, live: createLiveView(ring(40))};
		const rows = screenRows({...context, graph: createGraphView(ringGraph(40)), charts: undefined}).map(
			stripVTControlCharacters,
		);
		for (const [row, text] of rows.entries()) {
			const [, name] = /^│ [ ▸] [ ●○] ([\w-]+) /.exec(text) ?? [];
			if (name === undefined || row < 4 || row > where.height - 7) continue; // titles, and what is said below
			t.is(chosenLine(send(state, click(9, row)).state, where)?.name, name, `${row}: ${text}`);
		}
	}
	const row = 10;
	t.is(send(view('3'), [...click(9, row), ...click(9, row)]).state.mode, 'value');
});

test('a double click on a heading of the parameters, a border or what is said below them is nothing', t => {
	const theme = createTheme('braille', 0);
	for (const state of [view('3'), view('3', 'end')]) {
		const context = {frame: frameOf({events}), state, around: where, theme, live: createLiveView(ring(40))};
		const rows = screenRows({...context, graph: createGraphView(ringGraph(40)), charts: undefined}).map(
			stripVTControlCharacters,
		);
		const [, ...headings] = rows.flatMap((text, at) =>
			/Run +│$|Fixed when the run began|^[╭╰]/.test(text) ? [at] : [],
		);
		t.true(headings.length > 1);
		for (const row of headings) {
			const after = send(state, [...click(9, row), ...click(9, row), ...click(9, row)]).state;
			t.is(after.mode, 'view', rows[row]);
			t.is(chosenLine(after, where)?.name, chosenLine(state, where)?.name);
		}
	}
});

test('a row of neighbours is chosen where it was drawn, and picked by a double click', t => {
	const neighbours = {row: 9, first: 0, count: 2};
	const state = view('2', 'n');
	const side = regionsOf(state, where)[1];
	const press2 = (row: number, from = state) =>
		point(from, report((side?.left ?? 0) + 5, (side?.top ?? 0) + row), where, {ascii: false, neighbours}).state;
	t.is(press2(9).graph.neighbour, 0);
	t.is(press2(10).graph.neighbour, 1);
	t.is(press2(8).graph.neighbour, undefined);
	t.is(press2(11).graph.neighbour, undefined);
	const there = where.structure.neighboursOf(state.graph.picked ?? 0)[1]?.node;
	t.is(press2(10, press2(10)).graph.picked, there);
	t.false(press2(10, press2(10)).zoomed);
	t.true(press2(3, press2(3)).zoomed);
});

test('the wheel looks nearer where the pointer is: what is there stays there', t => {
	const state = view('2');
	const [map] = regionsOf(state, where);
	const under = ({graph: {window}}: ScreenState, column: number, row: number) => {
		const cell = pictureCell(map!, column, row)!;
		return [
			window.x + ((cell.column + 0.5) / cell.width - 0.5) / window.zoom,
			window.y + ((cell.row + 0.5) / cell.height - 0.5) / window.zoom,
		];
	};
	fc.assert(
		fc.property(
			fc.integer({min: 2, max: map!.width - 3}),
			fc.integer({min: 3, max: map!.height}),
			fc.integer({min: 1, max: 30}),
			(column, row, steps) => {
				const before = under(state, column, row);
				const near = send(state, wheel(column, row, -steps)).state;
				t.true(near.graph.window.zoom > 1);
				for (const [i, value] of under(near, column, row).entries()) t.true(Math.abs(value - before[i]!) < 1e-9);
				t.deepEqual(send(near, wheel(column, row, 200)).state.graph.window.zoom < near.graph.window.zoom, true);
			},
		),
	);
});

test('the wheel goes through lists, and a click chooses a row of one', t => {
	const list = view('4');
	const top = regionsOf(list, where)[0]!.top;
	const up = send(list, wheel(10, 10, -2)).state;
	t.deepEqual(up.log.cursor, view('4', ...Array.from({length: 6}, () => 'up')).log.cursor);
	t.is(up.focus, undefined, 'the wheel leaves the focus where it is');
	const shown = events.length - (where.height - 5);
	const chosen = send(list, click(20, top + 3)).state;
	t.is(chosen.log.cursor, events[shown + 2]?.seq);
	t.is(
		send(view('4', 'return'), wheel(10, where.height - 4, 1)).state.log.cursor,
		view('4', 'return').log.cursor,
		'below it the detail is scrolled',
	);
	t.is(send(view('5'), click(5, 5)).state.saved.chosen, 'state_0.npz');
	t.is(send(view('5'), click(5, 9)).state.saved.chosen, undefined, 'there is nothing');
	t.is(send(view('5'), wheel(5, 5, 1)).state.saved.chosen, 'state_0.npz');
	t.not(send(view('2', 'n'), wheel(where.width - 4, 8, 1)).state.graph.neighbour, undefined);
	t.is(send(view('3'), wheel(10, 10, 2)).state.parameters.chosen, view('3', 'down', 'down').parameters.chosen);
});

test('rows of the palette are done as they are clicked on, where they are drawn', t => {
	const theme = createTheme('braille', 0);
	for (const mode of [':', '?']) {
		for (const steps of [0, 2, 9]) {
			const state = send(view(mode), wheel(5, 5, steps)).state;
			const rows = withOverlay(
				Array.from({length: where.height}, () => ''),
				state,
				where,
				theme,
			).map(stripVTControlCharacters);
			const items = pickerRows(state, where);
			for (const row of [1, 7, 20]) {
				const item = items.find(
					({head, title}) => rows[row]?.includes(`${head} `) && rows[row]?.includes(title.slice(0, 30)),
				);
				t.truthy(item, `row ${row} of ${rows.join('\n')}`);
				const at = items.indexOf(item!);
				t.deepEqual(send(state, [report(9, row)]), press(['return'], {...state, choice: at}, where));
			}
		}
	}
	t.is(send(view(':'), [report(9, 0)]).state.mode, 'palette', 'the frame is nothing');
	t.is(send(view(':', 'x', 'q', 'x', 'q'), [report(9, 4)]).state.mode, 'palette', 'nor is where nothing fits');
});

test('a list that may end something is chosen from first, and closed by a click beside it', t => {
	const theme = createTheme('braille', 0);
	const state = view('q');
	const rows = withOverlay(
		Array.from({length: where.height}, () => ''),
		state,
		where,
		theme,
	).map(stripVTControlCharacters);
	const row = (text: string) => rows.findIndex(each => each.includes(text));
	const stop = send(state, click(5, row(quitChoices[2])));
	t.is(stop.state.choice, 2);
	t.deepEqual(stop.effects, []);
	t.like(send(stop.state, click(5, row(quitChoices[2]))).effects[0], {type: 'send', command: {id: 'stop'}});
	t.is(send(state, click(5, row(quitChoices[0]))).state.mode, 'view', 'Cancel is chosen from the start');
	t.is(send(state, click(5, 3)).state.mode, 'view');
	t.is(send(view('r'), click(5, where.height - 3)).state.mode, 'confirm', 'a checkpoint is asked about at once');
	const asked = send(view('r'), click(5, where.height - 3)).state;
	t.is(send(asked, click(5, where.height - 3)).state.mode, 'confirm');
	t.is(send(asked, click(5, where.height - 3)).state.choice, 0);
});

test('prompts are for keys, other buttons for nobody, and what changes nothing is the very same state', t => {
	const typing = view('i', 'a', 'b');
	for (const each of [...click(5, 5), ...wheel(5, 5, 3), report(5, where.height - 1)])
		t.is(send(typing, [each]).state, typing);
	const state = view();
	for (const button of ['middle', 'right'] as const) t.is(send(state, [report(5, 5, {button})]).state, state);
	t.is(send(state, wheel(5, 5, 1)).state, state);
	t.is(send(state, [report(5, 5, {kind: 'drag'})]).state, state);
	t.is(send(state, [report(5, 5, {kind: 'release'})]).state, state);
	t.is(send(state, click(5, 5), {...where, width: 30}).state, state);
});

test('no report whatever breaks a screen, wherever it points', t => {
	const kinds = fc.constantFrom<MouseReport['kind']>('press', 'release', 'drag', 'wheel');
	const any = fc.record({
		kind: kinds,
		button: fc.constantFrom<MouseReport['button']>('left', 'none'),
		column: fc.nat(300),
		row: fc.nat(100),
		steps: fc.integer({min: -500, max: 500}),
	});
	const keys = fc.array(
		fc.constantFrom('1', '2', '3', '4', '5', 'n', 'return', 'z', 'tab', 'left', 'q', 'r', ':', '?', 'escape', 'x'),
		{maxLength: 6},
	);
	fc.assert(
		fc.property(
			keys,
			fc.array(any, {maxLength: 12}),
			fc.integer({min: 1, max: 220}),
			fc.integer({min: 1, max: 60}),
			(pressed, reports, width, height) => {
				const place = {...where, width, height};
				t.notThrows(() => send(press(pressed, initialState, place).state, reports, place));
			},
		),
	);
});
