import test from 'ava';
import {nodeChoices} from '../../source/ui/node-actions.ts';
import {type Effect, initialState, type ScreenState} from '../../source/ui/state.ts';
import {press} from './surroundings.ts';

const view: ScreenState = {...initialState, view: 'graph'};
const sent = (effects: readonly Effect[]) =>
	effects.map(effect => (effect.type === 'send' ? [effect.command.id, effect.command.args] : [effect.type]));
const picked = press(['g', ...'7', 'return'], view).state;

test('a node is picked by key and by name', t => {
	t.is(picked.graph.picked, 7);
	t.is(picked.mode, 'view');
	const next = press(['n'], picked).state.graph.picked;
	t.true(next !== undefined && next !== 7);
	t.is(press(['n', 'p'], picked).state.graph.picked, 7);
	const wrong = press(['g', ...'99', 'return'], view).state;
	t.is(wrong.notice, 'node 99 does not exist; nodes are 0 to 39');
	t.is(wrong.draft, '99');
	t.is(wrong.mode, 'node');
});

test('the window is moved and zoomed, neighbours are gone to', t => {
	t.true(press(['+'], view).state.graph.window.zoom > view.graph.window.zoom);
	t.is(press(['+', '−', '0'], view).state.graph.window.zoom, view.graph.window.zoom);
	const near = press(['+', '+'], view).state;
	t.true(press(['right'], near).state.graph.window.x > near.graph.window.x);
	t.true(press(['up'], near).state.graph.window.y < near.graph.window.y);
	t.is(press(['j'], picked).state.graph.neighbour, 0);
	t.is(press(['tab', 'tab', 'down', 'down'], picked).state.graph.neighbour, 1, 'arrows, beside the map');
	const there = press(['j', 'j', 'return'], picked).state.graph.picked;
	t.true(there === 6 || there === 8);
	for (const key of ['j', 'k', 'return', 'm', 'x'])
		t.is(press([key], view).state.notice, 'pick a node first: n, p, or g and its name');
});

test('x acts on the marked nodes, else on the picked one', t => {
	const one = press(['x'], picked).state;
	t.is(one.mode, 'nodes');
	const asking = press(['return'], one).state;
	t.deepEqual([asking.mode, asking.asked, asking.draft], ['arguments', 'excite', 'node=7 hops=0 amplitude=0.3']);
	t.deepEqual(sent(press(['return'], asking).effects), [['excite', {node: 7, hops: 0, amplitude: 0.3}]]);
	const two = press(['m', 'n', 'm', 'x'], picked).state;
	const {marked} = two.graph;
	t.is(marked.length, 2);
	t.deepEqual(
		sent(press(['return'], two).effects),
		marked.map(node => ['excite', {node, hops: 0}]),
	);
	const clamp = press(['down', 'return'], two).state;
	t.is(clamp.draft, `nodes=${marked.join(',')} value=`);
	t.deepEqual(sent(press([...'0.5', 'return'], clamp).effects), [['clamp', {nodes: marked, value: 0.5}]]);
	t.deepEqual(sent(press(['down', 'down', 'return'], two).effects), [['silence', {nodes: marked}]]);
	t.deepEqual(sent(press(['up', 'return'], two).effects), [['release', {nodes: marked}]]);
	const record = press(['up', 'up', 'return'], two).state;
	t.deepEqual(
		[record.asked, record.draft],
		['record', `nodes=${marked.map(node => `#${node}`).join(',')} every=1t to=npy`],
	);
	t.is(nodeChoices.length, 5);
	t.deepEqual(press(['escape'], two), {state: {...two, mode: 'view'}, effects: []});
});

test('Escape lets go of the picked node', t => {
	t.is(press(['escape'], picked).state.graph.picked, undefined);
	t.is(press(['z', 'escape'], picked).state.graph.picked, 7, 'the zoom goes first');
});
