import {stripVTControlCharacters} from 'node:util';
import test from 'ava';
import {keyBar} from '../../../source/ui/key-bar.ts';
import {initialState, type ScreenState, type Surroundings} from '../../../source/ui/state.ts';
import {createTheme} from '../../../source/ui/theme.ts';
import {createGraphView} from '../../../source/ui/views/graph.ts';
import {createLiveView} from '../../../source/ui/views/live.ts';
import {regionAt, regionsOf} from '../../../source/ui/views/regions.ts';
import {screenRows} from '../../../source/ui/views/screen-rows.ts';
import {around, press, ringGraph} from '../surroundings.ts';
import {event, frameOf, ring} from './frames.ts';

const theme = createTheme('braille', 0);
const events = Array.from({length: 60}, (_, at) => event(`event ${at}`, {seq: at + 1, tick: at}));
const at = (width: number, height: number): Surroundings => ({...around, width, height, events});
const live = createLiveView(ring(40));
const graph = createGraphView(ringGraph(40));

const drawn = (state: ScreenState, where: Surroundings): readonly string[] =>
	screenRows({frame: frameOf({events}), state, around: where, theme, live, graph, charts: undefined}).map(
		stripVTControlCharacters,
	);

const states = (where: Surroundings): Readonly<Record<string, ScreenState>> => {
	const of = (...keys: readonly string[]) => press(keys, initialState, where).state;
	return {
		live: of(),
		'live, zoomed': of('z'),
		'live, second panel zoomed': of('tab', 'tab', 'z'),
		'live, looking back': of('left'),
		graph: of('2'),
		'graph, a node picked': of('2', 'n'),
		'graph, the other panel zoomed': of('2', 'n', 'tab', 'tab', 'z'),
		parameters: of('3'),
		events: of('4'),
		'events, one whole': of('4', 'return'),
		'events, one zoomed': of('4', 'return', 'tab', 'tab', 'z'),
		checkpoints: of('5'),
		'checkpoints, the detail zoomed': of('5', 'tab', 'tab', 'z'),
	};
};

test('every region is a frame that is drawn, no two of them share a cell, and every frame is a region', t => {
	for (const [width, height] of [
		[40, 10],
		[50, 24],
		[72, 18],
		[80, 24],
		[100, 30],
		[120, 40],
		[200, 50],
		[260, 70],
	] as const) {
		const where = at(width, height);
		for (const [name, state] of Object.entries(states(where))) {
			const rows = drawn(state, where);
			const regions = regionsOf(state, where);
			const what = `${name} at ${width}x${height}\n${rows.join('\n')}`;
			const corner = (column: number, row: number) => [...(rows[row] ?? '')][column];
			const framed = regions.filter(({id, height: tall}) => id !== 'history' || tall >= 8); // too little room for a frame
			for (const {left, top, width: wide, height: tall, id} of framed) {
				const corners = [
					corner(left, top),
					corner(left + wide - 1, top),
					corner(left, top + tall - 1),
					corner(left + wide - 1, top + tall - 1),
				];
				t.is(corners.join(''), '╭╮╰╯', `${id} of ${what}`);
			}
			const frames = rows.join('').split('╭').length - 1;
			t.is(framed.length, frames, what);
			const cells = regions.reduce((sum, region) => sum + region.width * region.height, 0);
			const hit = rows.flatMap((_, row) => Array.from({length: width}, (_, column) => regionAt(regions, column, row)));
			t.is(hit.filter(each => each !== undefined).length, cells, `overlapping: ${what}`);
			t.true(new Set(regions.map(each => each.panel)).size === regions.length, what);
		}
	}
});

test('the panel of a region is the one that gets the focus with its number', t => {
	const where = at(200, 50);
	for (const view of ['1', '2', '4', '5'])
		for (const region of regionsOf(press([view], initialState, where).state, where)) {
			const state = {...press([view], initialState, where).state, focus: region.panel};
			const title = [...(drawn(state, where)[region.top] ?? '')]
				.slice(region.left, region.left + region.width)
				.join('');
			t.regex(title, /^╭─ ▸/, `${view} ${region.id}: ${title}`);
		}
});

test('a terminal that is too small has no regions', t => {
	t.deepEqual(regionsOf(initialState, at(39, 40)), []);
	t.deepEqual(regionsOf(initialState, at(120, 9)), []);
	t.truthy(keyBar(initialState, at(40, 10), theme));
});
