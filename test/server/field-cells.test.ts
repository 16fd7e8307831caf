import test from 'ava';
import fc from 'fast-check';
import {cellMeans, cellsOf} from '../../source/server/field-cells.ts';

test('the means of the cells, weighted by their nodes, are the mean of the field', t => {
	const unit = fc.float({min: 0, max: 1, noNaN: true});
	fc.assert(
		fc.property(
			fc.array(fc.tuple(unit, unit, unit), {minLength: 1, maxLength: 50}),
			fc.integer({min: 1, max: 9}),
			fc.integer({min: 1, max: 9}),
			(nodes, columns, rows) => {
				const column = (at: 0 | 1 | 2) => Float32Array.from(nodes, each => each[at]);
				const cells = cellsOf(column(0), column(1), columns, rows);
				const means = cellMeans(column(2), cells);
				t.is(means.length, columns * rows);
				let sum = 0;
				for (const [at, mean] of means.entries()) {
					t.is(Number.isNaN(mean), cells.nodes[at] === 0);
					if (!Number.isNaN(mean)) sum += mean * (cells.nodes[at] ?? 0);
				}
				t.true(Math.abs(sum - nodes.reduce((all, each) => all + each[2], 0)) < 1e-4);
			},
		),
	);
});
