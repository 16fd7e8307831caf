import test from 'ava';
import {curvesOf} from '../../source/bench/curves.ts';
import {benchSvg} from '../../source/bench/picture.ts';
import {rasteriser} from '../../source/records/pictures/rasterise.ts';
import {sampleReport} from './_report.ts';

test('a curve is named by what it is and how it grows', t => {
	const [wasm] = curvesOf(sampleReport);
	t.is(wasm?.name, 'wasm, 2 threads: N^1.00');
	t.deepEqual(
		wasm?.points.map(({nodes, toC}) => [nodes, toC]),
		[
			[1e3, 0.8],
			[1e4, 0.8],
			[1e5, 0.8],
		],
	);
});

test('ten times the nodes are as far on the picture wherever they are, and so are ten times the milliseconds', t => {
	const svg = benchSvg(sampleReport);
	const [first = ''] = svg.split('<g class="curve"').slice(1);
	const dots = [...first.matchAll(/cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
	t.is(dots.length, 3);
	const [a, b, c] = dots as [readonly [number, number], readonly [number, number], readonly [number, number]];
	t.true(Math.abs(b[0] - a[0] - (c[0] - b[0])) < 0.1 && b[0] > a[0]);
	t.true(Math.abs(b[1] - a[1] - (c[1] - b[1])) < 0.1 && b[1] < a[1]);
	t.true(svg.includes('Sample &amp; Sons'));
});

test('the picture is drawn, of no rows at all as well', async t => {
	const rasterise = await rasteriser();
	const {width, height} = rasterise(benchSvg(sampleReport));
	t.deepEqual([width, height], [1600, 1000]);
	t.true(benchSvg({...sampleReport, rows: [], growth: []}).includes('not measured'));
});
