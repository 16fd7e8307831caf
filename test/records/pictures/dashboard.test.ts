import test from 'ava';
import {dashboardSvg} from '../../../source/records/pictures/dashboard.ts';
import {widthOf} from '../../../source/records/pictures/text.ts';
import {samples} from './_samples.ts';

const matches = (svg: string, pattern: RegExp): RegExpMatchArray[] => [...svg.matchAll(pattern)];

/** Points of each line of the picture. */
const lines = (svg: string): number[] =>
	matches(svg, /<path class="line" d="([^"]*)"/g).map(([, d = '']) => d.split('L').length);

test('four panels with their headings, the run and its facts', t => {
	const svg = dashboardSvg(samples(50));
	t.is(matches(svg, /<g class="panel">/g).length, 4);
	for (const heading of [
		'Sparsity',
		'Mean weight',
		'Cohesion',
		'Complexity',
		'void &lt;test&gt;',
		'20260101_000000',
		'tick 490 · 50 samples',
	]) {
		t.true(svg.includes(`>${heading}</text>`), heading);
	}
	t.deepEqual(lines(svg), [50, 50, 50, 50]);
});

test('the share of the largest component is a line of its own with its own axis', t => {
	const svg = dashboardSvg({...samples(50), largestComponent: new Float64Array(50).fill(0.5)});
	t.deepEqual(lines(svg), [50, 50, 50, 50, 50]);
	t.true(svg.includes('>75 %</text>'));
});

test('no samples yet', t => {
	const svg = dashboardSvg(samples(0));
	t.is(matches(svg, />no samples yet</g).length, 4);
	t.deepEqual(lines(svg), []);
	t.false(svg.includes('NaN'));
});

test('one sample is a dot, two are a line', t => {
	const one = dashboardSvg(samples(1));
	t.is(matches(one, /<circle /g).length, 4);
	t.deepEqual(lines(one), []);
	t.deepEqual(lines(dashboardSvg(samples(2))), [2, 2, 2, 2]);
});

test('a hundred thousand samples are thinned to the pixels', t => {
	const drawn = lines(dashboardSvg(samples(100_000)));
	t.is(drawn.length, 4);
	for (const points of drawn) t.true(points > 1000 && points < 4 * 800, String(points));
});

test('a restore breaks the line and pales what it replaced', t => {
	const data = samples(40);
	const tick = Float64Array.from(data.tick, (value, i) => (i < 30 ? value : value - 200));
	const svg = dashboardSvg({...data, tick});
	t.deepEqual(lines(svg).slice(0, 3), [21, 10, 10], 'pale from the restored tick on, the part before it, the new part');
	t.is(matches(svg, /opacity="0.3"/g).length, 4);
	t.is(matches(svg, /class="restore"/g).length, 4);
	t.true(svg.includes('dashed: restored there'));
});

test('a gap in a series is a gap in its line', t => {
	const data = samples(20);
	data.sparsity[10] = Number.NaN;
	t.deepEqual(lines(dashboardSvg(data)), [10, 9, 20, 20, 20]);
});

test('constant series are drawn, and no number is missing', t => {
	const constant = new Float64Array(30).fill(1);
	const svg = dashboardSvg({
		...samples(30),
		sparsity: constant,
		meanWeight: constant,
		cohesion: constant,
		complexity: new Float64Array(30),
	});
	t.deepEqual(lines(svg), [30, 30, 30, 30]);
	t.false(/NaN|Infinity|undefined/.test(svg));
});

test('no text leaves the picture, however long the title or large the numbers', t => {
	const data = samples(30);
	const svg = dashboardSvg({
		...data,
		title: 'long '.repeat(60),
		subtitle: 'longer '.repeat(60),
		complexity: data.complexity.map(value => value * 1e4),
		cohesion: data.cohesion.map(value => value * 9e3),
		largestComponent: new Float64Array(30).fill(1),
	});
	for (const [, x, size, anchor, weight, content = ''] of matches(
		svg,
		/<text x="([\d.]+)" y="[\d.]+" font-size="(\d+)" text-anchor="(\w+)"( font-weight="700")? fill="[^"]*">([^<]*)</g,
	)) {
		const width = widthOf(content, Number(size), weight !== undefined);
		const left = Number(x) - (anchor === 'end' ? width : anchor === 'middle' ? width / 2 : 0);
		t.true(left >= 0 && left + width <= 1600, content);
	}
});
