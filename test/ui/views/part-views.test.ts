import test from 'ava';
import fc from 'fast-check';
import {widthOf} from '../../../source/draw/text.ts';
import {initialState} from '../../../source/ui/state.ts';
import {createTheme, type GlyphGrade} from '../../../source/ui/theme.ts';
import {createGraphView, type GraphContext, graphRows} from '../../../source/ui/views/graph.ts';
import {chooseNeighbour, pickNext} from '../../../source/ui/views/graph-pick.ts';
import {
	type GraphState,
	initialGraph,
	nextColour,
	nextEdges,
	pan,
	toggleMark,
	zoomBy,
} from '../../../source/ui/views/graph-state.ts';
import {observe} from '../../../source/ui/views/graph-trace.ts';
import {createLiveView, liveRows} from '../../../source/ui/views/live.ts';
import {nodeValue} from '../../../source/ui/views/node-value.ts';
import {around, press} from '../surroundings.ts';
import {ringGraph} from './graph-fixtures.ts';
import {partRun} from './part-frames.ts';

const large = ringGraph(5000, 2, {directed: false});
const field = Float32Array.from({length: 5000}, (_, i) => (i < 2500 ? 0.6 : 0.02));
const plain = (rows: readonly string[]) => rows.map(row => row.replace(/\u001B\[[\d;]*m/g, ''));
const contextOf = (view: GraphContext['view'], grade: GlyphGrade = 'braille'): GraphContext => ({
	width: 100,
	height: 30,
	theme: createTheme(grade, grade === 'braille' ? 2 : 0),
	view,
	header: ['header', 'second row'],
	keys: ' n p pick',
});

test('the Live view asks for its map, is whole without it, and draws it as that of the graph', t => {
	const run = partRun(large);
	const view = createLiveView(undefined);
	const context = {width: 100, height: 30, theme: createTheme('braille', 2), frozen: false, keys: ''};
	const empty = liveRows(run.frame(undefined, field), {...context, view});
	t.is(empty.length, 30);
	t.like(view.wanted, {x: 0.5, y: 0.5, zoom: 1});
	const drawn = liveRows(run.frame(view.wanted, field), {...context, view});
	const whole = createLiveView(large);
	const rows = liveRows({...run.frame(view.wanted, field), part: undefined as never, field}, {...context, view: whole});
	t.deepEqual(drawn.slice(2, -5), rows.slice(2, -5));
	t.notDeepEqual(drawn, empty);
});

test('after a change of size the part that is there is drawn until the other one comes', t => {
	const run = partRun(large);
	const view = createLiveView(undefined);
	const context = {theme: createTheme('braille', 2), frozen: false, keys: '', view};
	liveRows(run.frame(undefined, field), {...context, width: 60, height: 20});
	const frame = run.frame({...view.wanted!, columns: 12, rows: 8}, field);
	t.true(frame.part?.dense);
	for (const [width, height] of [
		[60, 20],
		[200, 60],
	] as const) {
		const rows = plain(liveRows(frame, {...context, width, height}));
		t.true(rows.every(row => widthOf(row) === width));
		t.regex(rows.join(''), /[⠁-⣿]/);
		t.true(view.wanted!.columns > 12);
	}
});

test('no window, key or grade breaks the Graph view of a graph that the run keeps', t => {
	const steps: ReadonlyArray<(state: GraphState, structure: ReturnType<typeof partRun>['structure']) => GraphState> = [
		(state, structure) => pickNext(state, structure, 1),
		(state, structure) => pickNext(state, structure, -1),
		state => zoomBy(state, 3),
		state => zoomBy(state, 0.4),
		state => pan(state, 0.7, -0.2),
		nextColour,
		nextEdges,
		toggleMark,
		(state, structure) => chooseNeighbour(state, structure, 1),
	];
	const keys = fc.array(fc.nat(steps.length - 1), {maxLength: 12});
	fc.assert(
		fc.property(keys, fc.constantFrom('braille', 'block', 'ascii' as const), fc.boolean(), (moves, grade, learns) => {
			const run = partRun(large);
			const view = createGraphView(run.structure);
			let state = initialGraph;
			for (const move of [...moves, -1]) {
				state = steps[move]?.(state, run.structure) ?? state;
				if (learns && state.picked !== undefined) run.learn(state.picked);
				const frame = run.frame(view.wanted, field, state.picked === undefined ? [] : [state.picked]);
				state = observe(state, frame);
				const rows = graphRows(frame, state, contextOf(view, grade));
				t.is(rows.length, 30);
				t.true(rows.every(row => widthOf(row) === 100));
			}
		}),
		{numRuns: 60},
	);
});

test('nodes are gone through and said all there is of them, as it comes', t => {
	const run = partRun(large);
	const view = createGraphView(run.structure);
	const context = contextOf(view);
	const show = (state: GraphState, watched: readonly number[] = []) =>
		plain(graphRows(run.frame(view.wanted, field, watched), state, context)).join('\n');
	show(initialGraph);
	t.regex(show(initialGraph), /5,000 nodes/);
	const first = pickNext(initialGraph, run.structure, 1);
	t.not(first.picked, undefined);
	t.not(pickNext(first, run.structure, 1).picked, first.picked);
	t.is(pickNext(pickNext(first, run.structure, 1), run.structure, -1).picked, first.picked);
	const picked = {...first, picked: 100};
	t.notRegex(show(picked), /neighbours/);
	run.learn(100);
	const told = show(picked, [100, 101]);
	t.regex(told, /Node 100/);
	t.regex(told, /W 0\.600/);
	t.regex(told, /4 neighbours/);
	t.notRegex(told, /component/);
	t.regex(told, /\[.\]/u, 'it is found among the cells');
	t.is(observe(picked, run.frame(view.wanted, field)).trace, undefined, 'its value has not come');
	t.is(observe(picked, run.frame(view.wanted, field, [100])).trace?.low, field[100]);
	t.is(nodeValue(run.frame(view.wanted, field, [100]), 7), Number.NaN);
});

test('which node a text names, the run is asked', t => {
	const run = partRun(large);
	const where = {...around, structure: run.structure};
	const {effects, state} = press(['2', 'g', '1', '2', 'return'], initialState, where);
	t.deepEqual(effects.filter(({type}) => type === 'ask').at(-1), {type: 'ask', question: {type: 'node', text: '12'}});
	t.is(state.mode, 'view');
	t.is(state.graph.picked, undefined);
});
