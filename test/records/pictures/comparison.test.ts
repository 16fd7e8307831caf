import test from 'ava';
import {type ComparedCurve, comparisonSize, comparisonSvg} from '../../../source/records/pictures/comparison.ts';
import {rasteriser} from '../../../source/records/pictures/rasterise.ts';

const tick = Float64Array.from({length: 60}, (_, i) => 10 * i);
const curve = (name: string): ComparedCurve => ({
	name,
	tick,
	a: tick.map(Math.sin),
	b: tick.map((at, i) => (i % 3 === 0 ? Math.cos(at) : Number.NaN)),
	difference: 'up to 0.5 (20 %) at tick 10',
});
const data = (curves: readonly ComparedCurve[]) => ({
	a: 'one',
	b: 'other',
	verdict: 'equal until tick 99 <b>',
	mark: 100,
	curves,
});

test('two lines a panel, without holes where one run has fewer rows', t => {
	const svg = comparisonSvg(data(['W', 'x', 'y'].map(curve)));
	t.is(svg.match(/<g class="panel">/g)?.length, 3);
	t.is(svg.match(/<path class="line"/g)?.length, 6);
	t.is(svg.match(/class="restore"/g)?.length, 3, 'the first tick that differs');
	for (const text of ['one', 'other', 'equal until tick 99 &lt;b&gt;', 'up to 0.5 (20 %) at tick 10'])
		t.true(svg.includes(`>${text}</text>`), text);
	t.notRegex(svg, /NaN|…/);
});

test('a name of any length stands beside its figures', t => {
	const svg = comparisonSvg(data([curve('observables.'.repeat(12)), curve('x')]));
	t.regex(svg, />observ[^<]*…[^<]*<\/text>/);
	t.is(svg.match(/>…<\/text>/g), null);
});

test('it is a picture of its size, and there is one without curves or rows too', async t => {
	const rasterise = await rasteriser();
	for (const curves of [
		[],
		[curve('W')],
		['a', 'b', 'c'].map(curve),
		[{...curve('W'), tick: new Float64Array(0), a: new Float64Array(0), b: new Float64Array(0)}],
	]) {
		const {width, height} = rasterise(comparisonSvg(data(curves)));
		t.deepEqual({width, height}, {...comparisonSize(curves.length)});
	}
});
