import test from 'ava';
import fc from 'fast-check';
import {widthOf} from '../../../source/draw/text.ts';
import type {Frame} from '../../../source/run/protocol.ts';
import {heldFrame} from '../../../source/ui/still-frame.ts';
import {type ColourLevel, createTheme, type GlyphGrade} from '../../../source/ui/theme.ts';
import {createGraphView, type GraphContext, graphRows} from '../../../source/ui/views/graph.ts';
import {chooseNeighbour, pickNamed, pickNext} from '../../../source/ui/views/graph-pick.ts';
import {
	type GraphState,
	initialGraph,
	nextColour,
	nextEdges,
	pan,
	toggleMark,
	toggleNames,
	zoomBy,
} from '../../../source/ui/views/graph-state.ts';
import {observe} from '../../../source/ui/views/graph-trace.ts';
import {anyFrame, frameOf} from './frames.ts';
import {anyGraph, graphOf, ringGraph} from './graph-fixtures.ts';

const grades: readonly GlyphGrade[] = ['braille', 'block', 'ascii'];
const levels: readonly ColourLevel[] = [0, 1, 2, 3];
const graph = ringGraph(40, 2, {names: Array.from({length: 40}, (_, i) => `N${i}`)});

const contextOf = (rest: Partial<GraphContext> = {}): GraphContext => ({
	width: 120,
	height: 40,
	theme: createTheme('braille', 0),
	view: createGraphView(graph),
	header: ['header', 'second row'],
	keys: ' n p pick  q quit',
	...rest,
});

const plain = (rows: readonly string[]) => rows.map(row => row.replace(/\u001B\[[\d;]*m/g, ''));
const textOf = (frame: Frame, state: GraphState, context: GraphContext) =>
	plain(graphRows(frame, state, context)).join('\n');

test('no graph, frame, size or window breaks the view: height rows of width cells, in every grade', t => {
	const themes = grades.flatMap(grade => levels.map(level => createTheme(grade, level)));
	const moves = fc.array(fc.nat(11), {maxLength: 15});
	fc.assert(
		fc.property(
			fc.tuple(anyGraph(30), moves, fc.constantFrom(...themes)),
			fc.tuple(fc.integer({min: 40, max: 250}), fc.integer({min: 10, max: 90})),
			fc.array(anyFrame(30), {minLength: 1, maxLength: 3}),
			fc.record({news: fc.boolean(), zoomed: fc.boolean(), focus: fc.nat(1), silenced: fc.array(fc.nat(40))}),
			([graph, keys, theme], [width, height], frames, {silenced, news, ...how}) => {
				const view = createGraphView(graph);
				const steps: ReadonlyArray<(state: GraphState) => GraphState> = [
					state => pickNext(state, view.structure, 1),
					state => pickNext(state, view.structure, -1),
					state => zoomBy(state, 3),
					state => zoomBy(state, 0.4),
					state => pan(state, 0.7, -0.2),
					state => pan(state, -0.3, 0.4),
					nextColour,
					nextEdges,
					toggleMark,
					toggleNames,
					state => chooseNeighbour(state, view.structure, 1),
					state => ({...state, picked: 99}),
				];
				let state = keys.reduce((now, key) => steps[key]!(now), initialGraph);
				for (const given of frames) {
					const held = {clamped: silenced.map(node => ({node, value: 0.5})), silenced};
					const frame: Frame = {
						...given,
						field: given.field.subarray(0, graph.n),
						settings: {...given.settings, ...held},
					};
					state = observe(state, frame);
					const notice = news ? `news\u001B[2J ${'and '.repeat(99)}` : undefined;
					const rows = graphRows(
						frame,
						state,
						contextOf({width, height, theme, view, ...how, ...(notice === undefined ? {} : {notice})}),
					);
					t.is(rows.length, height);
					for (const row of rows) {
						if (widthOf(row) !== width) throw new Error(`${widthOf(row)} ≠ ${width}: ${JSON.stringify(row)}`);
						if (/[\u0000-\u001A\u001C-\u001F\u007F-\u009F\u202A-\u202E]/.test(row) || /\u001B(?!\[[\d;]*m)/.test(row))
							throw new Error(`control: ${JSON.stringify(row)}`);
						if (theme.colour === 0 && row.includes('\u001B')) throw new Error(`colour: ${JSON.stringify(row)}`);
						if (theme.glyphs.grade === 'ascii' && /[^ -~\u001B]/.test(row))
							throw new Error(`not ascii: ${JSON.stringify(row)}`);
					}
				}
			},
		),
		{numRuns: 250},
	);
});

test('a terminal that is too small is told so', t => {
	const rows = graphRows(frameOf(), initialGraph, contextOf({width: 39, height: 12}));
	t.is(rows.length, 12);
	t.regex(rows[0]!, /enlarge me/);
});

test('the picked node can be seen without colour, in every grade, size and zoom', t => {
	for (const grade of grades) {
		for (const [width, height] of [
			[40, 10],
			[60, 30],
			[80, 24],
			[200, 60],
		] as const) {
			for (const zoom of [1, 3, 50]) {
				const view = createGraphView(graph);
				const state = pickNamed(zoomBy(initialGraph, zoom), graph, 'N7');
				const text = textOf(
					frameOf(),
					state,
					contextOf({width, height, view, theme: createTheme(grade, 0), header: ['', '']}),
				);
				t.regex(text, /\[[^ ]\]/, `${grade} ${width}×${height} at ${zoom}`);
				t.regex(text, /N7/);
			}
		}
	}
});

test('the panel says what there is to say of a node', t => {
	const places = [
		[0.1, 0.1],
		[0.5, 0.5],
		[0.9, 0.9],
		[0.1, 0.9],
	] as const;
	const four = graphOf(
		places,
		[
			[0, 1, 10],
			[1, 2, 3],
			[2, 1, 4],
		],
		{names: ['first', 'middle', 'last', 'alone']},
	);
	const view = createGraphView(four);
	const base = frameOf();
	const frameAt = (tick: number, value: number): Frame => ({
		...base,
		field: Float32Array.of(0.5, value, 0.5, 0),
		status: {...base.status, tick},
		settings: {...base.settings, clamped: [{node: 1, value: 0.5}], silenced: [3]},
	});
	let state = observe(pickNamed(initialGraph, four, 'mid'), frameAt(100, 0.25));
	state = observe(state, frameAt(101, 0.5));
	const text = textOf(frameAt(101, 0.5), state, contextOf({view}));
	t.regex(text, /middle .*node 1 /);
	t.regex(text, /W 0\.500 /);
	t.regex(text, /0\.250 … 0\.500 since tick 100/);
	t.regex(text, /edges in 2 out 1 /);
	t.regex(text, /strength in 14 out 3 /);
	t.regex(text, /component 1 of 2: 3 nodes/);
	t.regex(text, /clamped at 0\.5/);
	t.regex(text, /2 neighbours/);
	t.regex(text, /first +10 +- +0\.500 [\s\S]*last +4 +3 +0\.500/);
	t.regex(text, /■ clamped {2}□ silenced/);
	const silenced = textOf(frameAt(102, 0.5), pickNamed(state, four, 'alone'), contextOf({view}));
	t.regex(silenced, /silenced/);
	t.regex(silenced, /no neighbours/);
	t.regex(silenced, /component 2 of 2: 1 node /);
});

test('the chosen neighbour stays in the list while it is gone through', t => {
	const hub = graphOf(
		Array.from({length: 90}, (_, i) => [0.5 + 0.4 * Math.cos(i), 0.5 + 0.4 * Math.sin(i)] as const),
		Array.from({length: 89}, (_, i) => [i + 1, 0, 90 - i] as const),
		{names: Array.from({length: 90}, (_, i) => `node-${i}`)},
	);
	const view = createGraphView(hub);
	const picked = pickNamed(initialGraph, hub, '0');
	const frame = frameOf({field: new Float32Array(90)});
	for (const row of [0, 1, 40, 88]) {
		const state = chooseNeighbour(picked, view.structure, row + 1);
		t.regex(textOf(frame, state, contextOf({view, height: 24})), new RegExp(`> node-${row + 1} +${90 - row} `));
	}
	t.regex(textOf(frame, picked, contextOf({view, height: 24})), /1-\d+ of 89 neighbours/);
});

test('the legend names what colours mean and its range', t => {
	const frame = frameOf();
	const view = createGraphView(graph);
	const legends = [
		/ W 0 \S+ 0\.6 /,
		/ edges at a node 4 \S+ 4 /,
		/ nodes in a component 1 \S+ 40 /,
		/ change of W \S+ \S+ 0\.6 /,
	];
	let state = initialGraph;
	for (const legend of legends) {
		t.regex(plain(graphRows(frame, state, contextOf({view})))[2]!, legend);
		state = nextColour(state);
	}
});

test('colouring by change shows what moves, and it fades while ticks go on', t => {
	const view = createGraphView(graph);
	const theme = createTheme('ascii', 0);
	const state: GraphState = {...initialGraph, colourBy: 'change', edges: 'none', names: false};
	const draw = (tick: number, value: number) => {
		const field = new Float32Array(40).fill(0.1);
		field[0] = value;
		const rows = graphRows(frameOf({field, status: {tick}}), state, contextOf({view, theme}));
		return rows
			.slice(3, -2)
			.join('\n')
			.split('|')
			.filter((_, at) => at % 4 === 1)
			.join('');
	};
	t.notRegex(draw(1, 0.1), /@/);
	t.regex(draw(2, 0.5), /@/);
	t.regex(draw(2, 0.5), /@/, 'nothing fades while the run stands');
	for (let tick = 3; tick < 12; tick++) draw(tick, 0.5);
	t.notRegex(draw(12, 0.5), /@/);
});

test('the same frame gives the same rows, and a frozen display stands still', t => {
	const view = createGraphView(graph);
	const field = new Float32Array(40).fill(0.1);
	const frame = frameOf({field});
	const rows = graphRows(frame, initialGraph, contextOf({view}));
	t.deepEqual(graphRows({...frame}, initialGraph, contextOf({view})), rows);
	const held = heldFrame(frame);
	const still = graphRows(held, initialGraph, contextOf({view}));
	field.fill(0.6);
	t.deepEqual(graphRows(held, initialGraph, contextOf({view})), still);
	t.notDeepEqual(graphRows(frame, initialGraph, contextOf({view})), still);
	const second = heldFrame({...frame, status: {...frame.status, tick: 50}});
	t.notDeepEqual(graphRows(second, initialGraph, contextOf({view})), still, 'the second freeze shows its own field');
});

test('a command at a tick that stands still is drawn at once', t => {
	const view = createGraphView(graph);
	const theme = createTheme('braille', 0);
	const field = new Float32Array(40);
	const frame = frameOf({field, status: {paused: true}});
	const before = graphRows(frame, initialGraph, contextOf({view, theme}));
	const components = view.componentsOf(frame);
	field.fill(0.6);
	const later = {...frame, status: {...frame.status, revision: 1}};
	const after = graphRows(later, initialGraph, contextOf({view, theme}));
	t.notDeepEqual(after, before);
	t.deepEqual(after, graphRows(later, initialGraph, contextOf()));
	t.true(view.changeOf().every(change => Math.abs(change - 0.6) < 1e-6));
	t.not(view.componentsOf(later), components);
});

test('news that the map has no room for stand over the whole width, in every layout', t => {
	const notice = `runs/20261121_101502-${'x'.repeat(30)}/{connectome,dashboard}.png`;
	for (const [width, zoomed, focus] of [
		[120, false, 0],
		[120, true, 1],
		[90, false, 0],
	] as const) {
		const state = pickNamed(initialGraph, graph, 'N7');
		const rows = graphRows(frameOf(), state, contextOf({width, height: 30, zoomed, focus, notice}));
		t.true(rows.at(-2)?.includes(notice), `${width}`);
		t.is(widthOf(rows.at(-2) ?? ''), width);
	}
	const short = graphRows(frameOf(), initialGraph, contextOf({width: 120, height: 30, notice: 'saved'})).at(-2) ?? '';
	t.regex(short, /╰─ saved ─+╯╰─+╯/, 'news that it has room for leave the other panel as it is');
});
