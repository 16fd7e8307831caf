import test from 'ava';
import {generate} from '../../../source/connectome/topologies.ts';
import {connectomeSvg} from '../../../source/records/pictures/connectome.ts';
import {edgeColours} from '../../../source/records/pictures/edge-paths.ts';
import {type EdgeTuple, graphOf, momentOf} from './_graphs.ts';

/** Shapes that the picture holds of a class, by their colour. */
function shapes(svg: string, kind: string): Map<string, number> {
	const found = new Map<string, number>();
	for (const [, attributes = '', d = ''] of svg.matchAll(
		new RegExp(`<path class="${kind}" ([^>]*?)d="([^"]*)"`, 'g'),
	)) {
		const colour = /#[0-9a-f]{6}/.exec(attributes)?.[0] ?? '';
		found.set(colour, (found.get(colour) ?? 0) + d.split('M').length - 1);
	}
	return found;
}

const total = (found: Map<string, number>): number => [...found.values()].reduce((sum, count) => sum + count, 0);

const chain: EdgeTuple[] = [
	[0, 1, 1],
	[1, 2, 1],
	[2, 3, 1],
];

test('all nodes, the active edges, and the others faintly', t => {
	const svg = connectomeSvg(momentOf(graphOf(4, chain, false), Float32Array.of(0.6, 0.6, 0.6, 0)));
	t.is(total(shapes(svg, 'nodes')), 4);
	t.is(shapes(svg, 'nodes').size, 2, 'one colour for 0.6, one for 0');
	t.is(total(shapes(svg, 'edges')), 2);
	t.deepEqual([...shapes(svg, 'inactive')], [[edgeColours.inactive, 1]]);
	for (const words of [
		'20260101_000000',
		'tick 300 · model time 30 s · N 4 · 2 of 3 edges active',
		'active edge: Wᵢ·Wⱼ &gt; 0.15',
		'inactive',
	]) {
		t.true(svg.includes(`>${words}</text>`), words);
	}
});

test('edges of negative weight have another hue, and the legend says so', t => {
	const graph = graphOf(
		4,
		[
			[0, 1, 1],
			[1, 2, -1],
			[2, 3, 1],
		],
		false,
	);
	const svg = connectomeSvg(momentOf(graph, new Float32Array(4).fill(0.6)));
	t.is(shapes(svg, 'edges').get(edgeColours.inhibitory[2]), 1);
	t.is(shapes(svg, 'edges').get(edgeColours.excitatory[2]), 2);
	t.true(svg.includes('>active, negative weight</text>'));
	t.false(connectomeSvg(momentOf(graphOf(4, chain, false), new Float32Array(4).fill(0.6))).includes('negative weight'));
});

test('directed edges taper from their source', t => {
	const svg = connectomeSvg(momentOf(graphOf(4, chain, true), new Float32Array(4).fill(0.6)));
	const [, path = ''] = /<path class="edges" fill="[^"]*" d="([^"]*)"/.exec(svg) ?? [];
	const [first = ''] = path.split('Z');
	const [a, b, tip] = first
		.slice(1)
		.split('L')
		.map(point => point.split(' ').map(Number));
	t.truthy(a && b && tip);
	t.true(Math.hypot(a![0]! - b![0]!, a![1]! - b![1]!) > 10, 'a base');
	t.true(tip![0]! > a![0]! && tip![1]! > a![1]!, 'node 1 lies right of and below node 0');
	t.true(svg.includes('tapers from source to target'));
});

test('heavier edges are wider', t => {
	const svg = connectomeSvg(
		momentOf(
			graphOf(
				4,
				[
					[0, 1, 1],
					[1, 2, 10],
					[2, 3, 100],
				],
				false,
			),
			new Float32Array(4).fill(0.6),
		),
	);
	const widths = [...svg.matchAll(/<path class="edges" [^>]*stroke-width="(\d+)"/g)].map(([, width]) => Number(width));
	t.is(new Set(widths).size, 3);
	t.true(svg.includes('wider: weight 1 to 100'));
});

test('values beyond the shown range take the end colours, and the scale says so', t => {
	const of = (...values: number[]) => connectomeSvg(momentOf(graphOf(4, chain, false), Float32Array.from(values)));
	t.true(of(0, 0.1, 0.2, 0.9).includes('>≥ 0.6</text>'));
	t.false(of(0, 0.1, 0.2, 0.5).includes('≥'));
	t.is(total(shapes(of(-1, Number.NaN, 7, 0.3), 'nodes')), 4);
});

test('a large graph is sampled, and the picture says how much of it is drawn', t => {
	const n = 100_000;
	const svg = connectomeSvg(
		momentOf(
			generate('knn', n, 12, 1),
			Float32Array.from({length: n}, (_, i) => (i < n / 2 ? 0.6 : 0)),
		),
	);
	t.is(total(shapes(svg, 'nodes')), 50_000);
	t.is(total(shapes(svg, 'edges')), 20_000);
	t.regex(
		svg,
		/>drawn, evenly sampled: 50,000 of 100,000 nodes \(50 %\), 20,000 of 3\d\d,\d{3} active edges \([\d.]+ %\) · not drawn: inactive edges</,
	);
});

test('the same moment gives the same picture', t => {
	const graph = generate('knn', 500, 8, 3);
	const field = Float32Array.from({length: 500}, (_, i) => (i % 7) / 10);
	t.is(connectomeSvg(momentOf(graph, field)), connectomeSvg(momentOf(graph, field.slice())));
});

test('one node, without any edge', t => {
	const svg = connectomeSvg(momentOf(generate('knn', 1, 12, 0), Float32Array.of(0.3)));
	t.is(total(shapes(svg, 'nodes')), 1);
	t.true(svg.includes('0 of 0 edges active'));
	t.false(/NaN|undefined|Infinity/.test(svg));
});
