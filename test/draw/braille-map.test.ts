import test from 'ava';
import fc from 'fast-check';
import {createMap, type MapGraph, type MapOptions} from '../../source/draw/braille-map.ts';
import {widthOf} from '../../source/draw/text.ts';
import {createTheme} from '../../source/ui/theme.ts';

const look = createTheme('braille', 2);
const options: MapOptions = {width: 4, height: 2, look, shown: [0, 1], threshold: 0.1};
const shades: MapOptions = {...options, look: createTheme('block', 0)};

/** Undirected graph from positions and pairs. */
function graphOf(
	positions: readonly (readonly [number, number])[],
	pairs: readonly (readonly [number, number])[] = [],
): MapGraph {
	const rows = positions.map((_, i) =>
		pairs.flatMap(([a, b]) => (a === i ? [b] : b === i ? [a] : [])).sort((a, b) => a - b),
	);
	const rowPtr = new Int32Array(positions.length + 1);
	rows.forEach((row, i) => {
		rowPtr[i + 1] = rowPtr[i]! + row.length;
	});
	return {
		n: positions.length,
		x: Float32Array.from(positions, ([x]) => x),
		y: Float32Array.from(positions, ([, y]) => y),
		rowPtr,
		colIdx: Int32Array.from(rows.flat()),
		directed: false,
	};
}

const plain = (rows: readonly string[]) => rows.map(row => row.replace(/\u001B\[[\d;]*m/g, ''));

test('nodes are dots where the layout puts them', t => {
	const map = createMap(
		graphOf([
			[0, 0],
			[1, 1],
			[0.3, 0.1],
			[Number.NaN, 2],
		]),
	);
	t.deepEqual(plain(map.render(new Float32Array(4), options)), ['⠁⠁  ', '⡀  ⢀']);
});

test('an edge is drawn while it is active, with hysteresis below the threshold', t => {
	const map = createMap(
		graphOf(
			[
				[0, 0],
				[0.99, 0],
			],
			[[0, 1]],
		),
	);
	const quiet = ['⠁  ⠈', '    '];
	const lit = ['⠉⠉⠉⠉', '    '];
	const at = (product: number) => plain(map.render(new Float32Array(2).fill(Math.sqrt(product)), options));
	t.deepEqual(at(0.099), quiet);
	t.deepEqual(at(0.101), lit);
	t.deepEqual(at(0.095), lit);
	t.deepEqual(at(0.085), quiet);
	t.deepEqual(at(0.095), quiet);
});

test('levels have hysteresis, and the top one has no end', t => {
	const map = createMap(graphOf([[0, 0]]));
	const at = (value: number) => map.render(Float32Array.of(value), shades)[0]![0];
	t.is(at(0.1), '·');
	t.is(at(0.22), '·');
	t.is(at(0.25), '░');
	t.is(at(0.19), '░');
	t.is(at(0.15), '·');
	t.is(at(0.9), '█');
	t.is(at(77), '█');
	t.is(at(0.78), '█');
	t.is(at(0.5), '▒');
	t.is(at(Number.NaN), '·');
});

test('cells between nodes take the level of the edges that cross them', t => {
	const map = createMap(
		graphOf(
			[
				[0, 0],
				[0.99, 0],
			],
			[[0, 1]],
		),
	);
	t.deepEqual(map.render(Float32Array.of(1, 0.5), shades), ['█▓▓▒', '    ']);
	t.deepEqual(map.render(Float32Array.of(1, 0), shades), ['█  ·', '    ']);
});

test('neighbours of one level share one style', t => {
	const map = createMap(
		graphOf([
			[0, 0],
			[0.3, 0],
			[0.6, 0],
		]),
	);
	const row = map.render(new Float32Array(3).fill(1), options)[0]!;
	t.is(row.split('\u001B').length - 1, 2);
});

test('the same field gives the same rows, and noise inside the top level none that are new', t => {
	const positions = Array.from({length: 200}, (_, i) => [(i * 0.618) % 1, i / 200] as const);
	const pairs = positions.flatMap((_, i) => (i >= 3 ? [[i, i - 1] as const, [i, i - 3] as const] : []));
	const map = createMap(graphOf(positions, pairs));
	const size = {...options, width: 20, height: 10};
	const settled = Float32Array.from(positions, (_, i) => 0.9 + 0.08 * Math.sin(i));
	const first = [...map.render(settled, size)];
	t.deepEqual(map.render(settled, size), first);
	t.deepEqual(
		map.render(
			Float32Array.from(settled, (value, i) => value + 0.02 * Math.cos(7 * i)),
			size,
		),
		first,
	);
});

test('back at a size, the same field gives the same rows as before', t => {
	const map = createMap(
		graphOf(
			[
				[0, 0],
				[0.99, 0],
			],
			[[0, 1]],
		),
	);
	const high = new Float32Array(2).fill(1);
	const between = new Float32Array(2).fill(Math.sqrt(0.095));
	map.render(high, options);
	const rows = [...map.render(between, options)];
	t.deepEqual(plain(rows), ['⠉⠉⠉⠉', '    '], 'the edge is still lit');
	for (let width = 5; width < 8; width++) map.render(between, {...options, width});
	t.deepEqual(map.render(between, options), rows);
	for (let width = 5; width < 15; width++) map.render(between, {...options, width});
	t.deepEqual(plain(map.render(between, options)), ['⠁  ⠈', '    '], 'of many sizes only the last are remembered');
});

test('a dense graph shows a sample that does not depend on the order of its frames', t => {
	const n = 120;
	const positions = Array.from({length: n}, (_, i) => [(i * 0.618) % 1, (i * 0.414) % 1] as const);
	const pairs = positions.flatMap((_, i) => Array.from({length: i}, (_, j) => [i, j] as const));
	const size = {...options, width: 20, height: 10};
	const field = new Float32Array(n).fill(1);
	const map = createMap(graphOf(positions, pairs));
	const rows = [...map.render(field, size)];
	t.true(map.edgeShare() > 0 && map.edgeShare() < 0.2);
	map.render(field, {...size, width: 11});
	t.deepEqual(map.render(field, size), rows);
	t.true(plain(rows).join('').includes(' '), 'the map must not be a blot');
});

test('any graph and field fill the map exactly', t => {
	const size = fc.integer({min: 1, max: 40});
	fc.assert(
		fc.property(
			fc.array(fc.tuple(fc.float(), fc.float(), fc.float()), {minLength: 1, maxLength: 40}),
			size,
			size,
			fc.boolean(),
			(nodes, width, height, dots) => {
				const positions = nodes.map(([x, y]) => [x, y] as const);
				const map = createMap(
					graphOf(
						positions,
						positions.slice(1).map((_, i) => [i + 1, i >> 1] as const),
					),
				);
				const rows = map.render(
					Float32Array.from(nodes, ([, , value]) => value),
					{...options, width, height, look: dots ? look : shades.look},
				);
				return rows.length === height && rows.every(row => widthOf(row) === width);
			},
		),
	);
	t.pass();
});
