import test from 'ava';
import fc from 'fast-check';
import {polylines} from '../../../source/records/pictures/polylines.ts';

const same = (value: number): number => value;

test('few samples are all kept', t => {
	const lines = polylines(Float64Array.of(0, 5, 10), Float64Array.of(1, 2, 3), [0, 3], [same, same]);
	t.deepEqual(lines, [
		[
			[0, 1],
			[5, 2],
			[10, 3],
		],
	]);
});

test('a value that is not finite leaves a gap', t => {
	const values = Float64Array.of(1, 2, Number.NaN, Number.POSITIVE_INFINITY, 4);
	const lines = polylines(Float64Array.of(0, 1, 2, 3, 4), values, [0, 5], [same, same]);
	t.deepEqual(lines, [
		[
			[0, 1],
			[1, 2],
		],
		[[4, 4]],
	]);
});

test('every pixel column keeps its first, lowest, highest and last sample, in order, and no more than four', t => {
	const property = fc.property(fc.array(fc.integer({min: -9, max: 9}), {minLength: 1, maxLength: 200}), numbers => {
		const values = Float64Array.from(numbers);
		const tick = Float64Array.from(values.keys());
		const x = (value: number) => value / 16;
		const [line = []] = polylines(tick, values, [0, values.length], [x, same]);
		for (let column = 0; column < Math.ceil(values.length / 16); column++) {
			const all = numbers.slice(16 * column, 16 * (column + 1));
			const kept = line.filter(point => Math.floor(point[0]) === column).map(point => point[1]);
			if (kept.length > 4 || kept.at(0) !== all.at(0) || kept.at(-1) !== all.at(-1)) return false;
			if (Math.min(...kept) !== Math.min(...all) || Math.max(...kept) !== Math.max(...all)) return false;
		}
		return line.every((point, i) => i === 0 || point[0] > line[i - 1]![0]);
	});
	t.notThrows(() => fc.assert(property));
});
