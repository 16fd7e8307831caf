import test from 'ava';
import fc from 'fast-check';
import {cellOfNode, placeLabels} from '../../source/draw/graph-labels.ts';
import {planScene} from '../../source/draw/graph-scene.ts';
import {wholeGraph} from '../../source/draw/graph-window.ts';
import {anyGraph, graphOf} from '../ui/views/graph-fixtures.ts';

test('a node is found in its cell', t => {
	fc.assert(
		fc.property(anyGraph(20), graph => {
			const scene = planScene(graph, wholeGraph, 20, 8);
			scene.nodes.forEach((node, at) => {
				t.is(cellOfNode(scene, node), scene.nodeCell[at]!);
			});
			t.is(cellOfNode(scene, graph.n), -1);
		}),
	);
});

test('names stand in their rows, over no node, and keep apart from each other', t => {
	fc.assert(
		fc.property(anyGraph(20), fc.array(fc.string({minLength: 1, maxLength: 20}), {maxLength: 20}), (graph, texts) => {
			const scene = planScene(graph, wholeGraph, 40, 12);
			const names = texts.map((text, node) => ({node, text: text.trim(), style: 'other' as const}));
			const taken = new Set(scene.nodeCell);
			for (const {cell, width, node} of placeLabels(scene, names, '…')) {
				t.is(Math.floor(cell / 40), Math.floor((cell + width - 1) / 40));
				t.is(Math.floor(cell / 40), Math.floor(cellOfNode(scene, node) / 40));
				for (let at = cell; at < cell + width; at++) {
					t.false(taken.has(at));
					taken.add(at);
				}
			}
		}),
	);
});

test('a name stands to the right, or to the left where there is no room; the first has the choice', t => {
	const places = [
		[0.05, 0.5],
		[0.95, 0.5],
		[0.4, 0.5],
	] as const;
	const scene = planScene(graphOf(places, []), wholeGraph, 20, 1);
	const placed = placeLabels(
		scene,
		[
			{node: 1, text: 'right', style: 'picked'},
			{node: 0, text: 'left', style: 'other'},
			{node: 2, text: 'longer than all', style: 'other'},
		],
		'…',
	);
	t.deepEqual(
		placed.map(({node, cell}) => [node, cell]),
		[
			[1, 12],
			[0, 3],
		],
	);
});
