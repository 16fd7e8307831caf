import test from 'ava';
import {generate} from '../../../source/connectome/topologies.ts';
import {probeGpu} from '../../../source/kernels/gpu/device.ts';
import type {GpuMode} from '../../../source/kernels/gpu/modes.ts';
import {createGatherer} from '../../../source/run/recording/gather.ts';
import {fieldOf, gpuKernelOf} from './compare.ts';
import {fitzHughNagumo} from './models.ts';
import {virtualDisplay} from './virtual-display.ts';

await virtualDisplay();
const graph = generate('knn', 500, 8, 0);
const modes: readonly GpuMode[] = [
	'reason' in probeGpu() ? undefined : ('gl' as const),
	'webasm' as const,
	'cpu' as const,
].filter(each => each !== undefined);

for (const mode of modes)
	test(`${mode}: a few nodes are read without the others`, async t => {
		const field = fieldOf(fitzHughNagumo, graph.n);
		const kernel = await gpuKernelOf(fitzHughNagumo, graph, field, {mode});
		let reads = 0;
		const readBack = () => {
			reads++;
			kernel.read(field);
		};
		const gatherer = createGatherer(kernel, field, readBack);
		const few = Int32Array.from([499, 0, 7, 250, 7]);
		const many = Int32Array.from({length: 400}, (_, i) => 499 - i);
		for (const [v, variable] of field.current.entries()) {
			for (const [i] of variable.entries()) variable[i] = (v + 1) * Math.sin(i);
		}
		kernel.write(field);
		const expected = field.current.map(each => each.slice());
		for (const each of field.current) each.fill(-5); // what the host has is old
		for (const v of [0, 1]) {
			const values = new Float32Array(few.length);
			gatherer.fresh();
			gatherer.gather(v, few, values);
			t.deepEqual(
				Array.from(values),
				Array.from(few, node => expected[v]?.[node]),
			);
		}
		t.is(reads, 0);
		t.is(field.current[0]?.[0], -5);
		const values = new Float32Array(many.length);
		gatherer.gather(1, many, values);
		gatherer.gather(0, many, values);
		t.deepEqual(
			Array.from(values),
			Array.from(many, node => expected[0]?.[node]),
		);
		t.is(reads, 1, 'many are read as a whole, once a tick');
		kernel.dispose();
	});
