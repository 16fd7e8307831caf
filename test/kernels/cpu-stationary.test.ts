import test from 'ava';
import type {Csr} from '../../source/base/csr.ts';
import {voidModel} from '../../source/dynamics/void/model.ts';
import {fieldRun} from './field-run.ts';

/** Nodes without any edge. */
const apart = (n: number): Csr => ({
	n,
	rowPtr: new Int32Array(n + 1),
	colIdx: new Int32Array(0),
	weight: new Float32Array(0),
	unit: true,
	signed: false,
});

test('with node noise, m 1.1 and nothing else the field settles at 0.6 with a standard deviation of 0.0210', t => {
	const n = 50_000;
	const run = fieldRun(voidModel, apart(n), {parameters: {diffusion: 0, timeDynamics: 0}});
	for (let tick = 0; tick < 120; tick++) run.tick();
	const mean = run.field.reduce((sum, value) => sum + value, 0) / n;
	const deviation = Math.sqrt(run.field.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n);
	t.log(`mean ${mean.toFixed(4)}, deviation ${deviation.toFixed(5)}`);
	t.true(Math.abs(deviation - 0.021) < 0.0005, String(deviation));
	t.true(Math.abs(mean - 0.6) < 0.002, String(mean));
});
