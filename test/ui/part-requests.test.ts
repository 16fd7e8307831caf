import test from 'ava';
import type {GraphParts, NodeReport, PartLook} from '../../source/run/graph-part.ts';
import {createPartRequests, watchedNodes} from '../../source/ui/part-requests.ts';
import {initialState, type ScreenState} from '../../source/ui/state.ts';
import {createGraphView} from '../../source/ui/views/graph.ts';
import {createLiveView} from '../../source/ui/views/live.ts';
import {ringGraph} from './views/graph-fixtures.ts';
import {partRun} from './views/part-frames.ts';

const report = (node: number): NodeReport => ({
	node,
	x: 0.1,
	y: 0.2,
	incoming: 1,
	outgoing: 1,
	strengthIn: 1,
	strengthOut: 1,
	joined: 2,
	near: [
		{node: node + 1, x: 0, y: 0},
		{node: node + 2, x: 0, y: 0},
	],
});

test('what is drawn is asked for, a node once, and what comes is news', async t => {
	const {structure} = partRun(ringGraph(50));
	const views = {view: createLiveView(undefined), graph: createGraphView(structure)};
	const asked: string[] = [];
	const looks: [PartLook, readonly number[]][] = [];
	const parts: GraphParts = {
		named: false,
		look: (look, watched) => void looks.push([look, watched]),
		async report(of) {
			asked.push(of);
			return report(7);
		},
		async hubs() {
			asked.push('hubs');
			return [report(3), report(4)];
		},
		onArrival: () => () => undefined,
	};
	let news = 0;
	const requests = createPartRequests(parts, structure, views, () => news++);
	requests.follow(initialState);
	t.deepEqual(looks, [], 'nothing has been drawn');
	const wanted = {x: 0.5, y: 0.5, zoom: 1, columns: 9, rows: 4};
	views.view.wanted = wanted;
	requests.follow(initialState);
	t.deepEqual(looks, [[wanted, []]]);
	views.graph.wanted = {...wanted, zoom: 3};
	const state: ScreenState = {...initialState, view: 'graph', graph: {...initialState.graph, picked: 7}};
	requests.follow(state);
	requests.follow(state);
	t.deepEqual(asked, ['#7', 'hubs']);
	await Promise.resolve();
	await Promise.resolve();
	t.is(news, 2);
	requests.follow(state);
	t.deepEqual(asked, ['#7', 'hubs']);
	t.deepEqual(looks.at(-1), [{...wanted, zoom: 3}, [7, 8, 9]]);
	t.deepEqual(watchedNodes({...state, graph: initialState.graph}, structure), [3, 4]);
	t.deepEqual(watchedNodes({...state, view: 'live'}, structure), [7]);
});
